import { describe, expect, it } from 'vitest';
import { assertLawOfNotices } from '../../support/notices/law.ts';

describe('the law of notices, by the same random histories each time', () => {
  it.each([1, 3])('NoticeDays is %i', async (noticeDays) => {
    const acts = await assertLawOfNotices(noticeDays, { numRuns: 20, seed: 20_261_129 });
    // A law about nothing would prove nothing.
    expect(acts).toBeGreaterThan(5);
  });
});
