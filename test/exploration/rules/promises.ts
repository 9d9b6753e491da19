/** What One Active Key promises about evaluations, whatever runs, people and faults do. */

import { UNEXPECTED_NOTIFICATION } from './cast.ts';
import type { History, Shown } from './history.ts';
import { UNREADABLE_USER } from './watch.ts';

/** The end of a course: nothing is under way any more. */
export interface End {
  readonly history: History;
  /** The kinds of the notes that the ledger still has: `CHANGED` and `PENDING`. */
  readonly notes: readonly string[];
  /** The rules, and the names of the users by their ids, those that were deleted included. */
  readonly rules: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

/** The promises that a course broke, each in a sentence. */
export function brokenByCourse(end: End): readonly string[] {
  const { history } = end;
  // After three attempts Lambda gives up, which is an alarm; the schedule evaluates everybody later.
  if (history.isExhausted) return [];
  return [
    // Without the notification the next sweep judges the user.
    ...noSweepIsSwallowed(history),
    ...(history.isNotificationLost ? [] : eachChangeIsJudged(end)),
    ...(isDisturbed(history, [UNREADABLE_USER]) ? [] : noSweepIsSuperfluous(history)),
    ...(isDisturbed(history) ? [] : undisturbed(history)),
  ];
}

/** Whether anything failed but these, or AWS Config's notifications came otherwise than they are to. */
const isDisturbed = ({ disturbances }: History, allowed: readonly string[] = []): boolean =>
  [...disturbances].some((each) => !allowed.includes(each));

/** The promises that are broken when, an hour later, a sweep and a change have got through undisturbed. */
export const brokenAfterwards = (end: End): readonly string[] =>
  [...eachChangeIsJudged(end), ...noSweepIsSwallowed(end.history), ...nothingStays(end)].map(
    (each) => `afterwards, ${each}`,
  );

/** What holds if nothing fails and AWS Config's notifications come when they are to. */
const undisturbed = (history: History): readonly string[] => [
  ...eachNoteIsReadOnce(history),
  ...atMostOneEvaluationForEachNote(history),
];

/**
 * After a user's last change an evaluation began that AWS Config shows, whichever of two evaluations it
 * keeps. If a notification comes before its start is noted, it begins a sweep that no other sweep knows of:
 * then only if AWS Config keeps that of the newer one.
 */
function eachChangeIsJudged({ history, rules, names }: End): readonly string[] {
  return rules.flatMap((rule) =>
    [...history.versions].flatMap(([id, version]) => {
      const shown = history.shown.get(`${rule}/${id}`);
      const isCurrent = (each: Shown | undefined) => each?.isExcused || (each?.version ?? 0) === version;
      const user = names.get(id);
      if (!isCurrent(shown?.newest)) return [`the last change of ${user} is not judged`];
      return isCurrent(shown?.last) || history.disturbances.has(UNEXPECTED_NOTIFICATION)
        ? []
        : [`the last change of ${user} is judged, and an older evaluation comes after it`];
    }),
  );
}

/**
 * Each notification of the schedule and of the console is a sweep, or another one is in its place. If a
 * notification of a start is lost, that of the console may be taken for it.
 */
function noSweepIsSwallowed(history: History): readonly string[] {
  const sources = history.isNotificationLost ? ['the schedule'] : ['the schedule', 'the console'];
  const { sweeps, owed } = sweepsOf(history, sources);
  return sweeps < owed ? [`of ${owed} sweeps ${sweeps} were made`] : [];
}

function noSweepIsSuperfluous(history: History): readonly string[] {
  const { owed } = sweepsOf(history, ['the schedule', 'the console']);
  const sweeps = [...history.notifications.values()].reduce((sum, each) => sum + each.sweeps, 0);
  return sweeps > owed ? [`instead of ${owed} sweeps ${sweeps} were made`] : [];
}

/** The number of sweeps, and of the notifications that ask for one. */
function sweepsOf({ notifications }: History, sources: readonly string[]) {
  const all = [...notifications.values()];
  const sweeps = all.filter(({ kind, isDone }) => kind === 'sweep' && isDone).length;
  return { sweeps, owed: all.filter(({ source }) => sources.includes(source)).length };
}

/** No note stays, so that nothing is left to do for anybody. */
const nothingStays = ({ notes }: End): readonly string[] => notes.map((kind) => `a note ${kind} stays`);

/** Two runs never take the same note on. */
const eachNoteIsReadOnce = ({ claims }: History): readonly string[] =>
  [...claims.values()].some((runs) => runs.size > 1) ? ['two runs read the user of one note'] : [];

function atMostOneEvaluationForEachNote({ evaluations, notes }: History): readonly string[] {
  return evaluations > notes ? [`${notes} notes cost ${evaluations} evaluations`] : [];
}
