import { describe, expect, it } from 'vitest';
import { deactivate, withJustDeactivatedKey } from '../../support/remediation.ts';

const UNCOUNTED = 'does not count until';

describe('a key that One Active Key deactivated a minute ago', () => {
  it('is not named if IAM shows it as Inactive: nothing has to be explained', async () => {
    const { account, alice } = await withJustDeactivatedKey();
    const { outcome, reason } = await deactivate(account, alice.userId);
    expect(outcome).toBe('NothingToDo');
    expect(reason).not.toContain(UNCOUNTED);
  });

  it('is named if IAM shows it as Active', async () => {
    const { account, alice, key } = await withJustDeactivatedKey();
    account.backdoor.setKeyStatus(key, 'Active');
    const { outcome, reason } = await deactivate(account, alice.userId);
    expect(outcome).toBe('NothingToDo');
    expect(reason).toContain(`${key} ${UNCOUNTED}`);
  });
});
