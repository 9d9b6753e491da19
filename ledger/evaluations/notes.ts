import { ALWAYS } from '../conditions.ts';
import { MalformedItemError, orMalformed } from '../errors.ts';
import type { Item, ItemKey } from '../item.ts';
import { ALL_CHANGES, changeKey, pendingKey, pendingOf } from '../layout.ts';
import { parseIsoTime, parseNonce, parseTime } from '../parse-attribute.ts';
import { deleteItem, type Ledger, putItem, queryItems } from '../table.ts';

/** Stands for a user whose name an event does not tell: no name of an IAM user contains an asterisk. */
export const ANYONE = '*';

/** Stands for a user that was deleted: its name says nothing, since another user may have it by now. */
export const DELETED_USER = '!';

/**
 * The beginning of the unique id of a user whose name is not known: no name of an IAM user contains a colon.
 */
export const ID_PREFIX = 'id:';

/** A user that changed and is not evaluated yet. */
export interface Note {
  /** The name of the user when it changed, its unique id after `ID_PREFIX`, `ANYONE` or `DELETED_USER`. */
  readonly user: string;
  /** When the change was noted; for `ANYONE` and a rule, the last sweep when the rule was told. */
  readonly at: Date;
  /**
   * Different for any two changes, so that whoever evaluated an earlier one does not remove the note of a
   * later one.
   */
  readonly nonce: string;
}

/** The notes that were read, the oldest first, and an error for each one that has not the form of a note. */
export interface Notes {
  readonly notes: readonly Note[];
  readonly malformed: readonly MalformedItemError[];
}

/**
 * Notes that a user changed, for all our rules, in place of an earlier note. Throws `LedgerUnavailableError`.
 */
export async function noteChange(ledger: Ledger, { user, at, nonce }: Note): Promise<void> {
  await putItem(ledger, { ...changeKey(user), nonce, at: at.toISOString() }, ALWAYS);
}

/** Reads the changes that no rule knows of yet. Throws `LedgerUnavailableError`. */
export const readChanges = (ledger: Ledger): Promise<Notes> => readNotes(ledger, ALL_CHANGES);

/** Tells a rule of a change. Repeated, it makes the same note. Throws `LedgerUnavailableError`. */
export async function tellRule(ledger: Ledger, rule: string, { user, at, nonce }: Note): Promise<void> {
  await putItem(ledger, { ...pendingKey(rule, user), nonce, at: at.toISOString() }, ALWAYS);
}

/**
 * Removes the note of a change that every rule was told of, unless the user changed again. Throws
 * `LedgerUnavailableError`.
 */
export async function removeChange(ledger: Ledger, { user, nonce }: Note): Promise<void> {
  await deleteItem(ledger, changeKey(user), nonce);
}

/** Reads the users that a rule has still to evaluate. Throws `LedgerUnavailableError`. */
export const readPending = (ledger: Ledger, rule: string): Promise<Notes> =>
  readNotes(ledger, pendingOf(rule));

/**
 * Removes the note of a user that a rule evaluated, unless the user changed again. Throws
 * `LedgerUnavailableError`.
 */
export async function removePending(
  ledger: Ledger,
  rule: string,
  { user, nonce }: Pick<Note, 'user' | 'nonce'>,
): Promise<void> {
  await deleteItem(ledger, pendingKey(rule, user), nonce);
}

/**
 * The key of a note names the user, after the beginning: so that no user is lost, a note without a valid time
 * or nonce counts as the oldest.
 */
async function readNotes(ledger: Ledger, beginning: ItemKey): Promise<Notes> {
  const notes: Note[] = [];
  const malformed: MalformedItemError[] = [];
  for await (const item of queryItems(ledger, beginning)) {
    const user = userIn(item, beginning);
    const defect = defectOf(item, user);
    if (defect) malformed.push(defect);
    const at = parseIsoTime(item['at']) ?? new Date(0);
    if (user) notes.push({ user, at, nonce: item['nonce'] || NO_NONCE });
  }
  return { notes: notes.toSorted((a, b) => a.at.getTime() - b.at.getTime()), malformed };
}

/** No note has this nonce, so that a note without one stays until somebody deletes it. */
const NO_NONCE = 'none';

/** Undefined for an item whose key names nobody. */
function userIn({ sk }: Partial<ItemKey>, { sk: beginning }: ItemKey): string | undefined {
  return (sk?.startsWith(beginning) && sk.slice(beginning.length)) || undefined;
}

function defectOf(item: Item, user: string | undefined): MalformedItemError | undefined {
  if (!user) return new MalformedItemError(item, 'sk', 'the user of a note');
  const read = orMalformed(() => [parseNonce(item), parseTime(item, 'at')]);
  return read instanceof MalformedItemError ? read : undefined;
}
