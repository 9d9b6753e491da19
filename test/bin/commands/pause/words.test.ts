import { describe, expect, it } from 'vitest';
import { pauseText } from '../../../../bin/commands/pause/words.ts';

const [FIRST, LATER] = [new Date('2026-11-21T09:00:59.000Z'), new Date('2026-11-22T10:30:00.000Z')];

const NEVER_CHANGED = {
  reason: 'an incident',
  version: 1,
  changedAt: FIRST,
  since: FIRST,
  changedBy: 'arn:aws:iam::111122223333:user/auditor',
};

const CASES: readonly (readonly [string, Partial<typeof NEVER_CHANGED>, string])[] = [
  ['never changed', {}, 'since 2026-11-21T09:00Z by arn:aws:iam::111122223333:user/auditor: an incident'],
  [
    'changed later',
    { changedAt: LATER, version: 2 },
    'since 2026-11-21T09:00Z; the reason was given 2026-11-22T10:30Z by arn:aws:iam::111122223333:user/auditor: an incident',
  ],
  [
    'a user with control characters',
    { changedBy: 'a\u001bb\nc' },
    'since 2026-11-21T09:00Z by a b c: an incident',
  ],
  [
    'a reason with control characters',
    { reason: 'a\u001b[2J\nb\u202e' },
    'since 2026-11-21T09:00Z by arn:aws:iam::111122223333:user/auditor: a [2J b ',
  ],
  [
    'a reason of 4 KB',
    { reason: 'a'.repeat(4096) },
    `since 2026-11-21T09:00Z by arn:aws:iam::111122223333:user/auditor: ${'a'.repeat(256)}…`,
  ],
];

describe('a pause in one line', () => {
  it.each(CASES)('%s', (_, changes, text) => {
    expect(pauseText({ ...NEVER_CHANGED, ...changes })).toBe(text);
  });

  it('without the history of the parameter: no beginning, and no caller', () => {
    const { since: _since, changedBy: _changedBy, ...pause } = NEVER_CHANGED;
    expect(pauseText(pause)).toBe('the reason was given 2026-11-21T09:00Z: an incident');
  });
});
