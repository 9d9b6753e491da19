import { hasEnded, type KeyRecord } from '../../../ledger/key-records.ts';
import type { Ledger } from '../../../ledger/table.ts';
import type { Account } from '../../account/account.ts';
import { accountIdIn } from '../../account/account-id.ts';
import { readAccountAlias } from '../../account/identity.ts';
import { untilAborted } from '../../terminal/until-aborted.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { checkUndos } from './check-undos.ts';
import { deactivatedKeysOf } from './deactivated-keys.ts';
import { endingExemptions } from './ending-exemptions.ts';
import { entriesOf, runsSince } from './entries.ts';
import { contradictionsOf, type ToldExecution } from './executions.ts';
import type { AccountHistory } from './history.ts';
import { keptExecutions } from './kept-executions.ts';
import { namesOf } from './names.ts';
import { ofOneAccount } from './of-one-account.ts';
import type { KeptRun } from './parse-receipt.ts';
import { readExecutions } from './read-executions.ts';
import { readKeyFacts } from './read-key-facts.ts';
import { readLedgerHistory } from './read-ledger.ts';
import { reconcile } from './reconcile.ts';
import { summarizeHistory } from './summary.ts';
import { listTaggedUsers, type TaggedUser } from './tagged-users.ts';
import type { UnreadPart } from './unread-part.ts';

/** What a history is to contain. */
export interface ReadHistoryOptions {
  readonly ledger: Ledger;
  /** Null if it is not known. */
  readonly accountName: string | null;
  /** Undefined if no entry is to be left out. */
  readonly since: Date | undefined;
  /** Exemptions that end within this number of days are listed, 1–365. */
  readonly days: number;
  /** 1–365. */
  readonly soakDays: number;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Called after each execution that was read. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/**
 * Reads the history of an account from its ledger, and what IAM and Systems Manager know beside it. Undefined
 * if the reading of the ledger was interrupted. Throws `LedgerUnavailableError`, and `UsageError` if the
 * ledger is that of another account; everything else that cannot be read is one of `unread`.
 */
export async function readHistory(
  account: Account,
  options: ReadHistoryOptions,
): Promise<AccountHistory | undefined> {
  const { ledger, accountName, signal, since, now } = options;
  const kept = await untilAborted(signal, () => readLedgerHistory(ledger));
  if (!kept) return undefined;
  const attempts = createAttempts(signal, kept.unread);
  const records = kept.records.filter((record) => !hasEnded(record));
  const users = await readUsers(account, records, attempts);
  const { accountId, ownRuns, foreign } = ofOneAccount(
    kept.runs,
    account.owner?.accountId ?? accountOf(users),
  );
  const accountAlias = (await untilAborted(signal, () => readAccountAlias(account))) ?? null;
  const parts = { runs: ownRuns, records, users, attempts };
  const { contradictions, ...found } = await readParts(account, options, parts);
  const unread = [...attempts.unread, ...foreign, ...reconcile({ ...kept, since, now }), ...contradictions];
  return {
    accountId,
    accountAlias,
    accountName,
    isComplete: !signal.aborted && unread.length === 0,
    isInterrupted: signal.aborted,
    failure: null,
    summary: summarizeHistory(found, now.toISOString()),
    ...found,
    unread,
  };
}

/** What was read so far of an account. */
interface ReadSoFar {
  readonly runs: readonly KeptRun[];
  readonly records: readonly KeyRecord[];
  readonly users: readonly TaggedUser[] | undefined;
  readonly attempts: Attempts;
}

interface Parts extends Pick<AccountHistory, 'entries' | 'deactivatedKeys' | 'exemptions'> {
  readonly contradictions: readonly UnreadPart[];
}

async function readParts(
  account: Account,
  options: ReadHistoryOptions,
  { runs: ownRuns, records, users, attempts }: ReadSoFar,
): Promise<Parts> {
  const { ledger, now, since, soakDays } = options;
  const region = await ledger.dynamodb.config.region();
  const { runs, leftOut } = checkUndos(runsSince(ownRuns, since), region);
  const names = namesOf(ownRuns, users);
  const executions = await readRunExecutions(account, { runs, attempts, ...options });
  const facts = await readKeyFacts({ iam: account.iam, ledger, records, users, attempts });
  return {
    contradictions: [...contradictionsOf({ runs, executions, now }), ...leftOut],
    entries: entriesOf(runs, { now, names, executions }),
    deactivatedKeys: deactivatedKeysOf(records, { ...facts, soakDays, names }),
    exemptions: users ? endingExemptions(users, options) : null,
  };
}

/** The account of the users; undefined if there is none, or if they could not be read. */
function accountOf(users: readonly TaggedUser[] | undefined): string | undefined {
  const [first] = users ?? [];
  return first && accountIdIn(first.arn);
}

/**
 * A user on record that one listing lacks is looked for in a second one: a listing is paged, and proves
 * nothing.
 */
async function readUsers(
  { iam }: Account,
  records: readonly KeyRecord[],
  attempts: Attempts,
): Promise<readonly TaggedUser[] | undefined> {
  const list = () => attempts.attempt({ what: 'users', which: null }, () => listTaggedUsers(iam));
  const first = await list();
  const ids = new Set(first?.map(({ userId }) => userId));
  if (!first || records.every(({ userId }) => ids.has(userId))) return first;
  const second = await list();
  return second && [...new Map([...first, ...second].map((user) => [user.userId, user])).values()];
}

function readRunExecutions(
  { ssm }: Account,
  {
    runs,
    attempts,
    now,
    onProgress,
  }: Pick<ReadHistoryOptions, 'now' | 'onProgress'> & {
    readonly runs: readonly KeptRun[];
    readonly attempts: Attempts;
  },
): Promise<ReadonlyMap<string, ToldExecution>> {
  const executions = keptExecutions(runs, now);
  // The client needs a Region, which an account without executions may lack.
  return executions.length === 0
    ? Promise.resolve(new Map())
    : readExecutions({ ssm: ssm(), executions, attempts, onProgress });
}
