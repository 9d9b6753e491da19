import { expect, it } from 'vitest';
import { beforeCall, failCall } from '../../support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';

it('the second listing of users is denied: nobody is retired, no all-clear is reported, and the run fails', async () => {
  const { account, deployment } = deployed();
  const alice = addUser(account, 'alice', 2);
  addUser(account, 'bob', 1);
  await evaluate(account);
  beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('alice'));
  failCall(account, 'ListUsers', { kind: 'deny' }, { n: 2, andAfter: true });
  expect(await evaluate(account)).toMatch(
    /^Failed steps of the run: 2 .*; all other evaluations were reported\. the second listing of users: AccessDenied: .*; bob: UnconfirmedNameError: /,
  );
  expect(dashboard(account)).toEqual({ [alice.userId]: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  expect(deployment.lines.rule[1]).toMatchObject({ users: 2, vanished: 1, retired: 0, failures: 2 });
});
