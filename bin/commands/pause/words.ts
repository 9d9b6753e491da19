import { formatMinute } from '../../../policy/text.ts';
import type { InAccount } from '../../accounts/in-each-account.ts';
import { linesByFirstAccount } from '../../accounts/not-read.ts';
import { clean } from '../../formats/clean.ts';
import { accountLabel } from '../../inventory/accounts.ts';
import type { Pause, PauseWithHistory } from './read-pause.ts';

/**
 * What is shown of a text that others wrote: Parameter Store holds up to 8 KB (API reference, PutParameter,
 * Value).
 */
const SHOWN_CHARACTERS = 256;

/** The reason as a terminal can show it. */
export function reasonText(reason: string): string {
  const characters = [...clean(reason)];
  if (characters.length <= SHOWN_CHARACTERS) return characters.join('');
  return `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
}

/**
 * When a pause began, and when, by whom and why its reason was given:
 * `since 2026-11-21T09:00Z by arn:…: too many alarms`, or, if it has another reason now,
 * `since 2026-11-21T09:00Z; the reason was given 2026-11-22T10:30Z by arn:…: an incident`.
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

/**
 * A line for each reason for which accounts were not paused, resumed or read; `notDone` is what to say of
 * them, for example `NOT PAUSED`.
 */
export function notDoneLines(found: readonly InAccount<unknown>[], notDone: string): string {
  const accounts = found.flatMap(({ accountId = '', accountName, ...each }) => {
    if (each.kind === 'done') return [];
    return [
      { accountId, label: accountLabel({ accountId, accountName, accountAlias: null }), reason: each.reason },
    ];
  });
  const lines = [...linesByFirstAccount(`${notDone}, as far as is known`, accounts).values()];
  return lines.map((line) => `${clean(line)}\n`).join('');
}
