import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import { automaticAccount, automaticPass, eventsOf } from '../../support/automatic.ts';
import { itemsOf, putItem } from '../../support/ledger.ts';
import { addUser, evaluate } from '../../support/rule.ts';

describe('a pass whose ledger has a problem', () => {
  it('names a notice that nobody can read, and gives its user no other one; another user is given notice', async () => {
    const { account, messages } = await automaticAccount();
    const [alice, bob] = [addUser(account, 'alice', 2), addUser(account, 'bob', 2)];
    await evaluate(account);
    putItem(account, { pk: 'NOTICE', sk: alice.userId, nonce: 'n', plan: '{}' });
    for (let day = 0; day < 2; day += 1) {
      await expect(automaticPass(account)).rejects.toThrow(`sk="${alice.userId}" of the ledger, remindedAt`);
      account.clock.advance(DAY_MS);
    }
    expect(eventsOf(messages, 'alice')).toEqual([]);
    expect(eventsOf(messages, 'bob')).toEqual(['Noticed']);
    const plans = Object.fromEntries(
      itemsOf(account).flatMap(({ pk, sk = '', plan }) => (pk === 'NOTICE' ? [[sk, plan]] : [])),
    );
    expect(plans).toEqual({ [alice.userId]: '{}', [bob.userId]: expect.stringContaining('"keep":') });
  });

  it('says that the receipt of a notice could not be kept; the notice counts', async () => {
    const { account, deployment } = await automaticAccount();
    const alice = addUser(account, 'alice', 2);
    await evaluate(account);
    account.faults.add(({ operation, input }) =>
      operation === 'PutItem' && JSON.stringify(input).includes('"RECEIPT"') ? { kind: 'deny' } : undefined,
    );
    await expect(automaticPass(account)).rejects.toThrow(
      /The owner was given notice.*could not be kept in the ledger/,
    );
    expect(deployment.lines.remediation).toMatchObject([{ automatic: { noticed: [alice.userId] } }]);
    expect(itemsOf(account).filter(({ pk }) => pk === 'NOTICE')).toHaveLength(1);
  });
});
