import { formatMinute } from '../../policy/text.ts';
import type { InAccount } from '../accounts/in-each-account.ts';
import { clean } from '../formats/clean.ts';
import type { Pause, PauseWithHistory } from './read-pause.ts';

/** What is shown of a text that others wrote: Parameter Store holds up to 8 KB (API reference, PutParameter, Value). */
const SHOWN_CHARACTERS = 256;

/** The reason as a terminal can show it. */
export function reasonText(reason: string): string {
  const characters = [...clean(reason)];
  if (characters.length <= SHOWN_CHARACTERS) return characters.join('');
  return `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
}

/**
 * When a pause began, and when, by whom and why its reason was given: `since 2026-11-21T09:00Z by arn:…: too many alarms`, or, if it has
 * another reason now, `since 2026-11-21T09:00Z; the reason was given 2026-11-22T10:30Z by arn:…: an incident`.
 */
export function pauseText(pause: Pause & Partial<PauseWithHistory>): string {
  const { reason, since, changedAt, changedBy } = pause;
  const by = changedBy === undefined ? '' : ` by ${clean(changedBy)}`;
  const given = `the reason was given ${formatMinute(changedAt)}`;
  const isFirst = since?.getTime() === changedAt.getTime();
  const began = since && `since ${formatMinute(since)}`;
  const times = isFirst ? began : [began, given].filter(Boolean).join('; ');
  return `${times}${by}: ${reasonText(reason)}`;
}

/** A line for each account of which the wish is not known to be true, with the reason. */
export function notDoneLines(found: readonly InAccount<unknown>[], wish: string): string {
  const lines = found.flatMap((each) => {
    if (each.kind === 'done') return [];
    const name = each.accountName === null ? '' : ` (${each.accountName})`;
    return [`${wish}, as far as is known: ${each.accountId}${name}: ${each.reason}`];
  });
  return lines.map((line) => `${clean(line)}\n`).join('');
}
