import { describe, expect, it } from 'vitest';
import { ANYONE } from '../../../ledger/evaluations/notes.ts';
import { NOTHING_KNOWN, type RuleState, type RunRecord } from '../../../ledger/evaluations/rule-state.ts';
import { evaluatedSince, lastSweepOf, unclaimed } from '../../../ledger/evaluations/runs-on-record.ts';
import { NOW } from '../../support/users.ts';
import { at, DAY, MINUTE, note, OWED, run } from './rule-states.ts';

describe('what the runs on record tell', () => {
  const state: RuleState = { ...OWED, owed: [] };

  it('knows its last sweep, unless no clock could have shown its time yet', () => {
    expect(lastSweepOf({ ...state, lastSweepAt: at(5 * MINUTE) }, NOW)).toEqual(at(5 * MINUTE));
    expect(lastSweepOf({ ...state, lastSweepAt: at(5 * MINUTE + 1) }, NOW)).toBeUndefined();
    expect(lastSweepOf(NOTHING_KNOWN, NOW)).toBeUndefined();
  });

  it('knows whom newer targeted runs have taken on', () => {
    const claims = [{ user: 'alice', nonce: '1' }];
    const runs = [
      run({ notifiedAt: at(1), claims }),
      run({ notifiedAt: at(0), claims: [{ user: 'bob', nonce: '1' }] }),
      run({ notifiedAt: at(1), kind: 'sweep', claims: [{ user: 'carol', nonce: '1' }] }),
    ];
    expect([...evaluatedSince({ ...state, runs }, NOW, at(1))]).toEqual(['alice']);
  });

  it.each<[string, Partial<RunRecord>, readonly string[]]>([
    ['whose time no clock could have shown yet', { notifiedAt: at(5 * MINUTE + 1) }, []],
    ['that was killed twenty minutes ago', { beganAt: at(-20 * MINUTE) }, []],
    ['that ended twenty minutes ago', { beganAt: at(-20 * MINUTE), isCompleted: true }, ['alice']],
  ])('a newer targeted run %s: %j', (_title, rest, users) => {
    const runs = [run({ notifiedAt: at(1), claims: [{ user: 'alice', nonce: '1' }], ...rest })];
    expect([...evaluatedSince({ ...state, runs }, at(-DAY), NOW)]).toEqual(users);
  });

  it('leaves users unclaimed that nobody has taken on', () => {
    expect(unclaimed(NOTHING_KNOWN, [note('alice'), note(ANYONE)], NOW)).toEqual([note('alice')]);
  });
});
