/** What One Active Key promises about keys, whatever runs, people and faults do. */

import { DAY_MS } from '../../../policy/policy.ts';
import {
  before,
  hasPersonTakenAKey,
  isStatus,
  type Made,
  PERSON,
  type Statuses,
  unseenFrom,
} from './evidence.ts';
import type { History, Result, Subject } from './history.ts';
import { CRASHED } from './runs.ts';
import { SOAK_DAYS } from './scenario.ts';

/** The promises about one change of a run, each a sentence if it is broken. */
export function brokenByChange(history: History, made: Made): readonly string[] {
  const { change } = made;
  if (change.by === PERSON || !change.isEffective) return [];
  return [
    ...noUserWithoutAnActiveKeyByOurDoing(history, made),
    ...(change.to === 'deleted' ? noKeyDeletedThatIsNotOurs(history, made) : []),
    ...(change.to === 'Active' ? noKeyRevivedThatAPersonDeactivated(history, made) : []),
  ];
}

/** No run takes the last active key, unless a person took the other one after the run had last looked. */
function noUserWithoutAnActiveKeyByOurDoing(
  history: History,
  { change, was, statuses }: Made,
): readonly string[] {
  if ([...statuses.values()].includes('Active') || was !== 'Active') return [];
  const from = unseenFrom(history, change.by);
  const isUnseen = history.changes
    .slice(from)
    .some(({ key, to, by }) => key === change.key && to === 'Active' && by === PERSON);
  if (hasPersonTakenAKey(history, from) || isUnseen) return [];
  return [`${change.by} took the last active key, ${change.key}`];
}

/** By which look a run finds out what a person did to a key. */
const SHOWN_BY = {
  Active: 'touches',
  Inactive: 'touches',
  deleted: 'keys',
  used: 'use',
  kept: 'tags',
  exempt: 'tags',
  renamed: 'tags',
} as const;

/**
 * A run deletes only keys that we deactivated, that soaked, and that nobody touched, used or wants to keep.
 */
function noKeyDeletedThatIsNotOurs(history: History, made: Made): readonly string[] {
  const {
    change: { key, by, at },
    deactivatedAt,
    hasEvents,
  } = made;
  const { earlier, deactivation, isOurs, byPeople } = before(history, made);
  const isSeen = (place: number | undefined, subject: Subject) => (place ?? 0) < history.seen(by, subject);
  const last = earlier.findLast((each) => each.isEffective && isStatus(each));
  // Nobody can notice that a person sets a key Active and Inactive again, if no event comes.
  const activation = earlier.findLast(({ to, isEffective }) => to === 'Active' && isEffective);
  const isUnnoticed =
    !hasEvents &&
    activation?.by === PERSON &&
    !history.isLookBetween(activation.place, deactivation?.place ?? 0);
  // Two looks five seconds apart: what IAM shows within that time is seen.
  const isPromptForIt = made.maxLatenessMs < 5_000;
  const age = at - (deactivation?.at ?? deactivatedAt ?? 0);
  const reasons = [
    last?.to === 'Active' && last.place < unseenFrom(history, by) && 'which was Active',
    last?.to === 'Active' &&
      isPromptForIt &&
      last.place < history.firstLook(by) &&
      'which was Active when it began',
    !isOurs && isSeen(deactivation?.place, 'touches') && !isUnnoticed && 'which we did not deactivate',
    isOurs && deactivation && !hasEvents && 'although nobody would have noticed what people do to it',
    isOurs && age < SOAK_DAYS * DAY_MS && 'which had not soaked',
    ...byPeople.map(({ to, place }) => isSeen(place, SHOWN_BY[to]) && `which a person had made ${to}`),
  ];
  return reasons.flatMap((reason) => (reason ? [`${by} deleted ${key}, ${reason}`] : []));
}

/**
 * A run gives back only what it took itself, or what the undo was asked for and nobody else wants Inactive.
 */
function noKeyRevivedThatAPersonDeactivated(history: History, made: Made): readonly string[] {
  const {
    change: { key, by },
    deactivatedAt,
  } = made;
  const { deactivation, isOurs, byPeople } = before(history, made);
  if (history.hasWritten(by, key, 'Inactive') || deactivation?.by === by) return [];
  const kind = history.kinds.get(by) ?? '';
  if (kind === 'force-K1') return [];
  if (!kind.startsWith('undo')) return [`${by} set ${key} to Active, which it had not deactivated`];
  const seen = history.seen(by, 'touches');
  const runs = [...history.kinds.keys()];
  const wasOurs =
    isOurs || deactivatedAt !== undefined || runs.some((run) => history.hasWritten(run, key, 'Inactive'));
  const isTouched = byPeople.some((each) => isStatus(each) && each.place < seen);
  const isAllowed = wasOurs ? !isTouched : (deactivation?.place ?? -1) >= history.seen(by, 'keys');
  return isAllowed ? [] : [`${by} set ${key} to Active, which a person had deactivated`];
}

/** A run changes no other user, unless that one got the name after the run had last checked it. */
export function brokenByWrongUser({ changes, seen }: History, run: string): readonly string[] {
  const isUnseen = changes.slice(seen(run, 'tags')).some(({ to }) => to === 'renamed');
  return isUnseen ? [] : [`${run} changed another user`];
}

/** The promises about the whole course. */
export function brokenByCourse(history: History, statuses: Statuses, exists: boolean): readonly string[] {
  return [
    ...(exists ? whoeverIsLockedOutIsToldOf(history, statuses) : []),
    ...(exists ? noUserIsGoneThatExists(history) : []),
    ...history.results.flatMap((result) => noReceiptIsContradicted(history, result, statuses)),
    ...history.results.flatMap((result) => noSurplusKeyIsOverlooked(history, result, statuses)),
    ...history.results.flatMap((result) => noRunIsRefusedForNobody(history, result)),
    ...history.results.flatMap((result) => noErrorWithoutAReason(history, result)),
  ];
}

/**
 * If a person took one key before a run took the other, the run gives its own back, or, after a fault, says
 * that it could not. A run that was ended in the middle says nothing, and the next one does (afterwards.ts).
 */
function whoeverIsLockedOutIsToldOf(history: History, statuses: Statuses): readonly string[] {
  if ([...statuses.values()].includes('Active') || statuses.size === 0) return [];
  return [...statuses.keys()].flatMap((key) => {
    const place = history.changes.findLastIndex(
      (each) => each.key === key && each.isEffective && isStatus(each),
    );
    const { by } = history.changes[place] ?? { by: PERSON };
    const result = history.results.find(({ run }) => run === by);
    if (by === PERSON || !result) return [];
    const isUnseen = hasPersonTakenAKey(history, Math.max(place, history.seen(by, 'keys')));
    const hasFault = [...history.disturbances].some((each) => each !== PERSON);
    const isTold = hasFault && result.outcome.startsWith('Error');
    return isUnseen || isTold ? [] : [`${by} left ${key} Inactive, and the user without an active key`];
  });
}

/** Whether a run that was ended in the middle may have locked the user out, and nobody has told of it yet. */
export function isLockedOutSilently({ changes, results }: History, statuses: Statuses): boolean {
  const isAnybodyElseDone = results.some(({ outcome }) => outcome !== 'Refused LeaseHeld');
  if ([...statuses.values()].includes('Active') || statuses.size === 0 || isAnybodyElseDone) return false;
  return changes.some(({ by, isEffective, to }) => by !== PERSON && isEffective && to === 'Inactive');
}

/** Whether IAM showed a name as it was before it went to another user: no look can tell. */
export const mayMistakeName = ({ changes, disturbances }: History): boolean =>
  disturbances.has('outdated') && changes.some(({ to }) => to === 'renamed');

/**
 * No run takes a user for gone, unless the name moved to another page of a listing, and the next listing was
 * late.
 */
function noUserIsGoneThatExists(history: History): readonly string[] {
  if (mayMistakeName(history)) return [];
  return history.results.flatMap(({ run, outcome }) =>
    outcome === 'UserGone' ? [`${run} says that the user is gone`] : [],
  );
}

const CLAIMS: Readonly<Record<string, (status: string | undefined) => boolean>> = {
  Deactivated: (status) => status !== 'Active',
  Reactivated: (status) => status === 'Active',
  'NothingToDo undo': (status) => status === 'Active',
  Deleted: (status) => status === undefined,
};
const WRITES = { Deactivated: 'Inactive', Reactivated: 'Active', Deleted: 'deleted' } as const;

/** A deactivation that finds nothing to do finds at most one active key. */
function noSurplusKeyIsOverlooked(
  history: History,
  { run, outcome, kind }: Result,
  statuses: Statuses,
): readonly string[] {
  const active = [...statuses.values()].filter((status) => status === 'Active').length;
  if (outcome !== 'NothingToDo' || !kind.startsWith('keep') || active < 2) return [];
  const isChanged = history.changes.slice(history.seen(run, 'keys')).some(isStatus);
  // The record of a run that did not end well may count for more than what IAM shows.
  const isAlone = [...history.kinds.keys()].every((each) => each === run);
  return isChanged || !isAlone ? [] : [`${run} says NothingToDo, and ${active} keys are active`];
}

/**
 * What a receipt says of a key is so at the end, unless a person, or a run that looked later, changed it
 * since.
 */
function noReceiptIsContradicted(history: History, result: Result, statuses: Statuses): readonly string[] {
  const { run, outcome, keys, looking, kind } = result;
  const claim =
    CLAIMS[outcome] ??
    (outcome === 'NothingToDo' && kind.startsWith('undo') ? CLAIMS['NothingToDo undo'] : undefined);
  if (!claim) return [];
  const write = WRITES[outcome as keyof typeof WRITES];
  return keys.flatMap((key) => {
    if (write && !history.hasWritten(run, key, write))
      return [`${run} says ${outcome}, and did not write to ${key}`];
    const later = history.changes
      .slice(history.seen(run, 'keys'))
      .filter((each) => each.key === key && each.isEffective && each.by !== run);
    const isExplained = later.some(({ by }) => by === PERSON || !looking.includes(by));
    return claim(statuses.get(key)) || isExplained
      ? []
      : [`${run} says ${outcome} of ${key}, which is ${statuses.get(key) ?? 'deleted'}`];
  });
}

/** Only the lease of a run that is under way, was ended, or ended in doubt is a reason to refuse. */
function noRunIsRefusedForNobody(history: History, { run, outcome }: Result): readonly string[] {
  const { kinds, results } = history;
  if (outcome !== 'Refused LeaseHeld' || history.hasFault()) return noRefusalAlone(history, run, outcome);
  const ended = results
    .slice(0, history.endedBefore(run))
    .filter((each) => !each.outcome.startsWith('Error'));
  const isNobodyAtWork = [...kinds.keys()].every(
    (each) => each === run || ended.some((one) => one.run === each),
  );
  return isNobodyAtWork ? [`${run} was refused for a lease that nobody needs`] : [];
}

/** After a fault a lease may stay, but not one's own. */
function noRefusalAlone({ kinds }: History, run: string, outcome: string): readonly string[] {
  const isAlone = [...kinds.keys()].every((each) => each === run);
  return outcome === 'Refused LeaseHeld' && isAlone
    ? [`${run} was refused for a lease that nobody needs`]
    : [];
}

/** Runs that only meet each other end without an error, and no fault makes a run crash. */
function noErrorWithoutAReason({ disturbances }: History, { run, outcome }: Result): readonly string[] {
  if (outcome === CRASHED) return [`${run} crashed`];
  return disturbances.size === 0 && outcome.startsWith('Error')
    ? [`${run} failed for no reason: ${outcome}`]
    : [];
}
