import { describe, expect, it } from 'vitest';
import { putItem, recordsIn } from '../../../../support/ledger.ts';
import { callsSince, withHistory } from './with-history.ts';

describe('a user that no longer exists', () => {
  it('keeps the name of its receipts, and its key is gone: proven by two listings', async () => {
    const { account, keyOf, history } = await withHistory();
    const key = keyOf('alice');
    account.backdoor.deleteUser('alice');
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(callsSince(account, before, 'GetAccountAuthorizationDetails')).toBe(2);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ accessKeyId: key, userName: 'alice', status: 'Gone', usedSince: 'unknown' }),
    );
  });

  it('a renamed user has its present name', async () => {
    const { account, history } = await withHistory();
    account.backdoor.renameUser('alice', 'alice2');
    const { account: found } = await history();
    expect(found.deactivatedKeys.map(({ userName }: { userName: string }) => userName).toSorted()).toEqual([
      'alice2',
      'bob',
    ]);
  });
});

it('records that are open stay without a soak', async () => {
  const { account, history } = await withHistory();
  const [record] = recordsIn(account);
  putItem(account, { ...(record as Record<string, string>), state: 'deleting' });
  const { account: found } = await history();
  expect(found.summary).toMatchObject({ soaking: 1, soaked: 0 });
});
