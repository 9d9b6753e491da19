import { describe, expect, it } from 'vitest';
import { aDeactivatedKey, anAccountHistory, anEntry, daysAgo, KEPT, KEY, NOW } from './histories.ts';

describe('the numbers of a history', () => {
  it('a key counts each time, and a run once', () => {
    const entries = [
      anEntry({ accessKeyIds: [KEY, KEPT] }),
      anEntry(),
      anEntry({ outcome: 'Reactivated' }),
      anEntry({ outcome: 'Deleted' }),
      anEntry({ outcome: 'Refused', accessKeyIds: [] }),
      anEntry({ outcome: 'NothingToDo', accessKeyIds: [] }),
    ];
    expect(anAccountHistory({ entries }).summary).toMatchObject({
      runs: 6,
      refusedRuns: 1,
      keys: { deactivated: 3, reactivated: 1, deleted: 1 },
    });
  });

  it.each([
    ['ends later', new Date(NOW.getTime() + 1), { soaking: 1, soaked: 0 }],
    ['ends now', NOW, { soaking: 0, soaked: 1 }],
    ['ended', daysAgo(1), { soaking: 0, soaked: 1 }],
  ])('a soak that %s', (_, end, numbers) => {
    const deactivatedKeys = [aDeactivatedKey({ soaksUntil: end.toISOString() })];
    expect(anAccountHistory({ deactivatedKeys }).summary).toMatchObject(numbers);
  });

  it('exemptions that could not be read are no zero', () => {
    expect(anAccountHistory({ exemptions: null }).summary?.exemptionsEnding).toBeNull();
  });
});
