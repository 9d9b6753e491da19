import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { anEvent, changed } from '../../support/events.ts';
import { beforeCall, failCall } from '../../support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';

/** An account in which alice (one key) and carol (two) were evaluated once. */
async function evaluated() {
  const { account, deployment } = deployed();
  addUser(account, 'alice', 1);
  addUser(account, 'carol', 2);
  await evaluate(account);
  account.clock.advance(1_000);
  return { account, lineOf: () => deployment.lines.rule.at(-1) };
}

type Change = (backdoor: SandboxAccount['backdoor']) => void;

describe('a listing is no snapshot', () => {
  it('a user that is renamed between the pages, so that no page has it, is judged under the new name', async () => {
    const { account } = deployed({ account: { shortPages: true } });
    for (let n = 10; n < 60; n += 1) addUser(account, `m${n}`, 0);
    addUser(account, 'z', 2);
    await evaluate(account);
    account.clock.advance(1_000);
    beforeCall(account, 'ListUsers', () => account.backdoor.renameUser('z', 'a'), 2);
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toMatchObject({ a: 'NON_COMPLIANT', m10: 'COMPLIANT' });
    expect(Object.values(dashboard(account))).not.toContain('NOT_APPLICABLE');
  });

  it('a user that an overlapping run reports after the listing stays NON_COMPLIANT, since the second listing has it', async () => {
    let hasOverlapped = false;
    const gate = async ({ operation }: Call) => {
      if (operation !== 'GetComplianceDetailsByConfigRule' || hasOverlapped) return;
      hasOverlapped = true;
      addUser(account, 'c', 2);
      await evaluate(account);
    };
    const { account, deployment } = deployed({ gate });
    addUser(account, 'alice', 1);
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', c: 'NON_COMPLIANT' });
    expect(deployment.lines.rule.map(({ users, retired }) => ({ users, retired }))).toEqual([
      { users: 2, retired: 0 },
      { users: 2, retired: 0 },
    ]);
  });

  it.each([
    ['first', 1],
    ['second', 2],
  ])('the %s listing is empty: nobody is retired, and everybody is judged', async (_title, n) => {
    const { account, lineOf } = await evaluated();
    failCall(account, 'ListUsers', { kind: 'answer', output: { Users: [], IsTruncated: false } }, { n });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT', carol: 'NON_COMPLIANT' });
    expect(lineOf()).toMatchObject({ users: 2, COMPLIANT: 1, NON_COMPLIANT: 1, retired: 0 });
  });

  it('a user that the first listing has and the second lacks is retired by the next run', async () => {
    const { account, lineOf } = await evaluated();
    beforeCall(account, 'ListUsers', () => account.backdoor.deleteUser('carol'), 2);
    expect(await evaluate(account)).toBeUndefined();
    expect(lineOf()).toMatchObject({ retired: 0 });
    await evaluate(account);
    expect(lineOf()).toMatchObject({ retired: 1 });
  });
});

describe('names are not identities', () => {
  const swap: Change = (backdoor) => {
    backdoor.renameUser('alice', 'x');
    backdoor.renameUser('carol', 'alice');
    backdoor.renameUser('x', 'carol');
  };
  const takeOver: Change = (backdoor) => {
    backdoor.renameUser('carol', 'carol.smith');
    backdoor.renameUser('alice', 'carol');
  };
  const changes: [string, Change, Record<string, string>][] = [
    ['two users swap their names', swap, { alice: 'NON_COMPLIANT', carol: 'COMPLIANT' }],
    ['another user takes the name', takeOver, { carol: 'COMPLIANT', 'carol.smith': 'NON_COMPLIANT' }],
  ];
  const moments: [string, string, number][] = [
    ['before the keys of the first user are read', 'ListAccessKeys', 1],
    ['between the keys of two users', 'ListAccessKeys', 2],
    ['before the tags are read', 'GetUser', 1],
    ['before the second listing', 'ListUsers', 2],
  ];
  describe.each(changes)('%s', (_title, change, expected) => {
    it.each(moments)('%s: everybody is judged by the own keys', async (_moment, operation, n) => {
      const { account, lineOf } = await evaluated();
      beforeCall(account, operation, () => change(account.backdoor), n);
      expect(await evaluate(account)).toBeUndefined();
      expect(dashboard(account)).toEqual(expected);
      expect(lineOf()).toMatchObject({ users: 2, COMPLIANT: 1, NON_COMPLIANT: 1, vanished: 0 });
    });
  });

  it('the name of the one user of a change notification is checked, whatever the verdict', async () => {
    const { account } = await evaluated();
    const alice = account.backdoor.users().find(({ userName }) => userName === 'alice');
    beforeCall(account, 'ListAccessKeys', () => swap(account.backdoor));
    const event = { ...anEvent(changed({ resourceId: alice?.userId })), resultToken: 'TESTMODE' };
    const { FunctionError, Payload } = await account.functions.invoke(NAMES.ruleFunction, event);
    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Payload)).toMatchObject({ COMPLIANT: 1, NON_COMPLIANT: 0, vanished: 1 });
  });

  it('a user that is renamed again and again is a failure, and never retired', async () => {
    const { account } = await evaluated();
    const alice = account.backdoor.users().find(({ userName }) => userName === 'alice');
    let n = 0;
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.renameUser(alice?.userId ?? '', `alice-${++n}`);
      return undefined;
    });
    const event = { ...anEvent(changed({ resourceId: alice?.userId })), resultToken: 'TESTMODE' };
    const { Payload } = await account.functions.invoke(NAMES.ruleFunction, event);
    expect(Payload).toContain(`${alice?.userId}: RenamedError`);
  });
});
