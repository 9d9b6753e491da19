import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount } from '../../support/automatic.ts';
import { itemsOf, putItem } from '../../support/ledger.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const exemptions = (account: SandboxAccount) => itemsOf(account).filter(({ pk }) => pk === 'EXEMPTION');

describe('a run of the rule notes an exemption that ends within three days', () => {
  it.each([
    ['2026-11-22', true],
    ['2026-11-23', true],
    ['2026-11-24T12:00:00Z', true],
    ['2026-11-24T12:00:01Z', false],
    ['2026-11-24', false],
    ['2026-12-24', false],
  ])('until %s: %s', async (until, isNoted) => {
    const { account } = await automaticAccount();
    const alice = addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', exemptUntil(until));
    expect(await evaluate(account)).toBeUndefined();
    expect(exemptions(account)).toMatchObject(
      isNoted ? [{ sk: alice.userId, userName: 'alice', until }] : [],
    );
  });

  it('not of a user with one active key', async () => {
    const { account } = await automaticAccount();
    addUser(account, 'alice', 1);
    account.backdoor.tagUser('alice', exemptUntil('2026-11-22'));
    await evaluate(account);
    expect(exemptions(account)).toEqual([]);
  });

  it('not in a stack that tells nobody', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', exemptUntil('2026-11-22'));
    await evaluate(account);
    expect(exemptions(account)).toEqual([]);
  });
});

describe('a run of the rule whose ledger cannot be used for this', () => {
  it.each<[string, (account: SandboxAccount) => unknown]>([
    [
      'the notices cannot be read',
      (account) =>
        account.faults.add(({ operation, input }) => {
          const values = JSON.stringify(
            (input as { ExpressionAttributeValues?: object }).ExpressionAttributeValues,
          );
          return operation === 'Query' && values?.includes('NOTICE') ? { kind: 'deny' } : undefined;
        }),
    ],
    [
      'a note cannot be written',
      (account) =>
        account.faults.add(({ operation, input }) =>
          operation === 'PutItem' && JSON.stringify(input).includes('EXEMPTION')
            ? { kind: 'deny' }
            : undefined,
        ),
    ],
  ])('%s: every user is reported, and the log line says why', async (_, disturb) => {
    const { account, deployment } = await automaticAccount();
    addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', exemptUntil('2026-11-22'));
    addUser(account, 'bob', 2);
    disturb(account);
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE', bob: 'NON_COMPLIANT' });
    expect(deployment.lines.rule.at(-1)?.ledgerProblem).toContain('AccessDenied');
  });

  it('an item that is no notice hides no other one, and stays for the daily pass to name', async () => {
    const { account } = await automaticAccount();
    const { userId } = addUser(account, 'alice', 1);
    const at = '2026-11-20T12:00:00.000Z';
    putItem(account, {
      pk: 'NOTICE',
      sk: userId,
      nonce: 'n',
      plan: '{}',
      acceptedAt: at,
      notBefore: at,
      remindedAt: '',
    });
    putItem(account, { pk: 'NOTICE', sk: 'AIDABOB000000EXAMPLE', nonce: 'n', plan: '{}', acceptedAt: 'now' });
    expect(await evaluate(account)).toBeUndefined();
    const left = itemsOf(account).filter(({ pk }) => pk === 'NOTICE');
    expect(left.map(({ sk }) => sk)).toEqual(['AIDABOB000000EXAMPLE']);
  });

  it('reads the notices once a run, whatever the number of users', async () => {
    const { account } = await automaticAccount();
    for (let n = 0; n < 5; n += 1) addUser(account, `user-${n}`, 2);
    await evaluate(account);
    const queries = account.calls.filter(
      ({ operation, principal, input }) =>
        operation === 'Query' && principal === NAMES.ruleFunction && JSON.stringify(input).includes('NOTICE'),
    );
    expect(queries).toHaveLength(1);
  });
});
