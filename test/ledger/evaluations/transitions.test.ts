import { describe, expect, it } from 'vitest';
import { ANYONE, DELETED_USER } from '../../../ledger/evaluations/notes.ts';
import {
  isJustStarted,
  withAccepted,
  withOwed,
  withoutOwed,
} from '../../../ledger/evaluations/owed-starts.ts';
import { NOTHING_KNOWN, type RuleState, type RunRecord } from '../../../ledger/evaluations/rule-state.ts';
import { unclaimed } from '../../../ledger/evaluations/runs-on-record.ts';
import {
  completeRun,
  leaveToRetry,
  MAX_CLAIMS,
  withdrawRun,
} from '../../../ledger/evaluations/transitions.ts';
import { NOW } from '../../support/users.ts';
import { at, begin, DAY, HOUR, MINUTE, note, OWED, owed, run } from './rule-states.ts';

describe('a new notification', () => {
  it.each<[string, RuleState, RunRecord['kind']]>([
    ['while a start of ours is owed a targeted run', OWED, 'targeted'],
    [
      'while AWS Config has not accepted the start: it may never notify',
      { ...OWED, owed: [{ ...owed(-MINUTE), isAccepted: false }] },
      'sweep',
    ],
    ['of a rule of which nothing is known', NOTHING_KNOWN, 'sweep'],
    ['of a rule that never swept, although a start is owed', { ...OWED, lastSweepAt: undefined }, 'sweep'],
    ['that no start of ours is owed', { ...OWED, owed: [] }, 'sweep'],
    ['eight minutes after the start', { ...OWED, owed: [owed(-8 * MINUTE)] }, 'sweep'],
    [
      'a moment less than eight minutes after the start',
      { ...OWED, owed: [owed(1 - 8 * MINUTE)] },
      'targeted',
    ],
    ['five minutes before the start, by another clock', { ...OWED, owed: [owed(5 * MINUTE)] }, 'targeted'],
    ['more than five minutes before the start', { ...OWED, owed: [owed(5 * MINUTE + 1)] }, 'sweep'],
    ['when the schedule is due', { ...OWED, lastSweepAt: at(-DAY) }, 'sweep'],
    ['a moment before the schedule is due', { ...OWED, lastSweepAt: at(1 - DAY) }, 'targeted'],
    [
      'after a sweep that no clock could have shown yet',
      { ...OWED, lastSweepAt: at(5 * MINUTE + 1) },
      'sweep',
    ],
    [
      'after a sweep by a clock that is five minutes ahead',
      { ...OWED, lastSweepAt: at(5 * MINUTE) },
      'targeted',
    ],
  ])('%s: %s', (_title, state, kind) => {
    expect(begin(state).run).toEqual({
      id: 'this',
      kind,
      notifiedAt: NOW,
      beganAt: NOW,
      isCompleted: false,
      claims: [],
    });
  });

  it('uses up the oldest start that is owed a run, and no other', () => {
    const { state } = begin({
      ...OWED,
      owed: [owed(-HOUR, 'lapsed'), owed(-2, 'first'), owed(-1, 'second')],
    });
    expect(state.owed.map(({ nonce }) => nonce)).toEqual(['lapsed', 'second']);
  });

  it('that is a sweep moves the time of the last sweep, and leaves a start for the notification that is yet to come', () => {
    const { state } = begin({
      ...OWED,
      lastSweepAt: at(-2 * DAY),
      owed: [owed(-MINUTE), owed(-1, 'second')],
    });
    const kept = { ...owed(-MINUTE), awaitedSince: NOW };
    expect(state).toMatchObject({ owed: [owed(-1, 'second'), kept], lastSweepAt: NOW, newestAt: NOW });
  });

  it('that is a targeted run leaves the time of the last sweep', () => {
    expect(begin(OWED).state).toMatchObject({ lastSweepAt: at(-HOUR), newestAt: NOW });
  });

  it('that is older than the last sweep moves neither time back', () => {
    const state = { ...OWED, owed: [], lastSweepAt: at(MINUTE), newestAt: at(MINUTE) };
    expect(begin(state).state).toMatchObject({ lastSweepAt: at(MINUTE), newestAt: at(MINUTE) });
  });

  it('forgets the runs that Lambda cannot repeat any more', () => {
    const runs = [
      run({ id: 'old', beganAt: at(-2 * HOUR) }),
      run({ id: 'recent', beganAt: at(1 - 2 * HOUR) }),
      run({ id: 'of a clock that is ahead', beganAt: at(2 * HOUR) }),
    ];
    expect(begin({ ...OWED, runs }).state.runs.map(({ id }) => id)).toEqual(['recent', 'this']);
  });
});

describe('a targeted run takes on', () => {
  it('the users that are noted, in their order, but for a user whom nobody can name', () => {
    const pending = [note('bob'), note(ANYONE), note(DELETED_USER), note('alice')];
    const claims = ['bob', DELETED_USER, 'alice'].map((user) => ({ user, nonce: user }));
    expect(begin(OWED, { pending }).run.claims).toEqual(claims);
  });

  it('nobody whom a run under way has taken on, unless the user changed again since', () => {
    const runs = [
      run({
        claims: [
          { user: 'alice', nonce: '1' },
          { user: 'bob', nonce: '1' },
        ],
      }),
    ];
    const pending = [note('alice', '1'), note('bob', '2')];
    expect(begin({ ...OWED, runs }, { pending }).run.claims).toEqual([{ user: 'bob', nonce: '2' }]);
  });

  it.each<[string, Partial<RunRecord>, number]>([
    ['twenty minutes ago: it was killed', { beganAt: at(-20 * MINUTE) }, 1],
    ['a moment later than that', { beganAt: at(1 - 20 * MINUTE) }, 0],
    ['and is completed', { isCompleted: true }, 1],
  ])('whom a run took on that began %s', (_title, rest, count) => {
    const runs = [run({ claims: [{ user: 'alice', nonce: 'alice' }], ...rest })];
    expect(begin({ ...OWED, runs }, { pending: [note('alice')] }).run.claims).toHaveLength(count);
  });

  it('nobody if a newer notification has begun a run', () => {
    const state = { ...OWED, newestAt: at(1) };
    expect(begin(state, { pending: [note('alice')] }).run).toMatchObject({ kind: 'targeted', claims: [] });
  });

  it('the users even if another run has the same time, or one that no clock could have shown yet', () => {
    for (const newestAt of [NOW, at(5 * MINUTE + 1), undefined]) {
      expect(begin({ ...OWED, newestAt }, { pending: [note('alice')] }).run.claims).toHaveLength(1);
    }
  });

  it(`${MAX_CLAIMS} users at most, those that are noted first`, () => {
    const pending = Array.from({ length: MAX_CLAIMS + 1 }, (_, index) => note(`user-${index}`));
    const { claims } = begin(OWED, { pending }).run;
    expect([claims.length, claims.at(-1)?.user]).toEqual([MAX_CLAIMS, `user-${MAX_CLAIMS - 1}`]);
  });
});

it('whom a run took on is remembered of the last twenty runs, so that the item does not grow without end', () => {
  const claims = [{ user: 'alice', nonce: '1' }];
  const runs = Array.from({ length: 25 }, (_, index) => run({ id: `run-${index}`, claims }));
  const after = begin({ ...OWED, runs }, { pending: [note('bob')] }).state.runs;
  expect(after.map((each) => each.claims.length)).toEqual([...Array(6).fill(0), ...Array(20).fill(1)]);
});

describe('a repeated notification', () => {
  it.each<[string, RunRecord]>([
    ['a sweep, although a start is owed', run({ id: 'this', kind: 'sweep' })],
    ['a targeted run, of the same users', run({ id: 'this', claims: [{ user: 'alice', nonce: '1' }] })],
    ['a run that is completed', run({ id: 'this', isCompleted: true })],
  ])('is what it was: %s', (_title, known) => {
    const pending = [note('bob'), note('alice', '1')];
    const { state, run: again } = begin({ ...OWED, runs: [known] }, { pending });
    expect(again).toEqual({ ...known, beganAt: NOW });
    expect(state).toEqual({ ...OWED, newestAt: at(-MINUTE), runs: [again] });
  });
});

it('a repeated targeted run is for the users whose notes are left, unless they changed again', () => {
  const claims = ['alice', 'bob', 'carol'].map((user) => ({ user, nonce: user }));
  const known = run({ id: 'this', claims });
  const pending = [note('bob'), note('carol', 'later')];
  const { run: again } = begin({ ...OWED, runs: [known] }, { pending });
  expect(again.claims).toEqual([{ user: 'bob', nonce: 'bob' }]);
});

describe('the state of a rule', () => {
  const state: RuleState = { ...OWED, runs: [run({ id: 'a', kind: 'sweep' }), run({ id: 'b' })] };

  it('after a run that is completed', () => {
    expect(completeRun(state, 'a').runs.map(({ isCompleted }) => isCompleted)).toEqual([true, false]);
  });

  it('after a sweep that some users are left of', () => {
    const claims = [{ user: 'alice', nonce: '1' }];
    const [a, b] = leaveToRetry(state, 'a', claims).runs;
    expect(a).toEqual({ ...run({ id: 'a' }), claims });
    expect(b).toEqual(run({ id: 'b' }));
  });

  it('with one more start, and without those whose notification did not come', () => {
    const lapsed = { ...state, owed: [owed(-8 * MINUTE, 'lapsed'), owed(-MINUTE, 'first')] };
    expect(withOwed(lapsed, owed(0, 'second')).owed.map(({ nonce }) => nonce)).toEqual(['first', 'second']);
  });

  it('with a start that AWS Config has accepted', () => {
    const owedNow = [
      { ...owed(0, 'a'), isAccepted: false },
      { ...owed(0, 'b'), isAccepted: false },
    ];
    expect(withAccepted({ ...state, owed: owedNow }, 'a').owed).toEqual([owed(0, 'a'), owedNow[1]]);
  });

  it('without a start that AWS Config refused', () => {
    expect(withoutOwed({ ...state, owed: [owed(0, 'a'), owed(0, 'b')] }, 'a').owed).toEqual([owed(0, 'b')]);
  });

  it.each([
    [0, true],
    [MINUTE - 1, true],
    [MINUTE, false],
    [1 - MINUTE, true],
    [-MINUTE, false],
  ])('%d ms after a start: just started is %s', (milliseconds, expected) => {
    expect(isJustStarted({ ...state, owed: [owed(0)] }, at(milliseconds))).toBe(expected);
  });
});

describe('a run whose token AWS Config refused is withdrawn', () => {
  const swept = run({ id: 'genuine', kind: 'sweep', notifiedAt: at(-HOUR) });
  const state: RuleState = { ...OWED, owed: [], runs: [swept] };

  it('a sweep: the times are those from before it', () => {
    expect(withdrawRun(begin(state).state, 'this')).toEqual(state);
  });

  it('a sweep, while no earlier run is remembered: nothing is known, so that the next run is a sweep', () => {
    expect(withdrawRun(begin({ ...state, runs: [] }).state, 'this')).toEqual(NOTHING_KNOWN);
  });

  it('a targeted run: its users can be taken on again', () => {
    const { state: begun } = begin(OWED, { pending: [note('alice')] });
    const withdrawn = withdrawRun(begun, 'this');
    expect(unclaimed(withdrawn, [note('alice')], NOW)).toEqual([note('alice')]);
    expect(withdrawn).toMatchObject({ lastSweepAt: at(-HOUR), newestAt: undefined, runs: [] });
  });

  it('two sweeps at once, in either order: nothing of them is left', () => {
    const one = begin(state, { id: 'one', notifiedAt: at(MINUTE) }).state;
    const both = begin(one, { id: 'two', notifiedAt: at(2 * MINUTE) }).state;
    expect(withdrawRun(withdrawRun(both, 'one'), 'two')).toEqual(state);
    expect(withdrawRun(withdrawRun(both, 'two'), 'one')).toEqual(state);
  });

  it('dated earlier than the last sweep: the times stay', () => {
    const begun = begin(state, { notifiedAt: at(-DAY) }).state;
    expect(withdrawRun(begun, 'this')).toEqual(state);
  });

  it('that nobody remembers: the state stays', () => {
    expect(withdrawRun(state, 'unknown')).toBe(state);
  });
});
