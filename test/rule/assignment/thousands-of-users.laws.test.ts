import { expect, it } from 'vitest';
import { itemsOf, putItem } from '../../support/ledger.ts';
import { deliverEvent, passMinute, sweptAccount } from '../../support/targeted-runs.ts';

it('three and a half thousand changed users are evaluated a hundred a minute, without an error', async () => {
  const { account, deployment } = sweptAccount();
  const at = account.clock.now().toISOString();
  for (let index = 0; index < 3_500; index += 1) {
    putItem(account, { pk: 'CHANGED', sk: `user-${index}`, nonce: `n-${index}`, at });
  }
  await deliverEvent(account, 'CreateAccessKey', { userName: 'user-0' });
  for (let minutes = 0; minutes < 40; minutes += 1) expect(await passMinute(account)).toEqual([]);
  expect(itemsOf(account).filter(({ pk }) => pk === 'PENDING')).toEqual([]);
  expect(deployment.lines.rule.every(({ kind }) => kind === 'targeted')).toBe(true);
});
