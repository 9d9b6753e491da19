import { describe, expect, it } from 'vitest';
import { assertLawOfNotices } from '../../support/notices/law.ts';

describe('the law of notices, by other random histories each time', () => {
  it.each([1, 2, 5])('NoticeDays is %i', { timeout: 300_000 }, async (noticeDays) => {
    expect(await assertLawOfNotices(noticeDays, { numRuns: 150 })).toBeGreaterThan(20);
  });
});
