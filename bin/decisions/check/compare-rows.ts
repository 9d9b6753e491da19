import type { InventoryUser } from '../../inventory/inventory-user.ts';
import { type DecisionRow, decisionOf, type PeopleDecision, type PlacedRow } from '../row.ts';
import type { CheckedRow } from './action.ts';
import { absence, checkRows } from './check-rows.ts';
import type { CurrentAccount } from './current-account.ts';

/**
 * What became of a decision: it is carried out, something is left to do, or the account shows the opposite.
 */
export const RESULTS = ['done', 'left', 'contradicted'] as const;

/** One of `RESULTS`. */
export type DecisionResult = (typeof RESULTS)[number];

/** A row of a file, compared with the account as it is now. */
export interface ComparedRow {
  readonly place: string;
  readonly accountId: string;
  /** The name of the user now; that of the row if the user is not there. */
  readonly userName: string;
  readonly userId: string;
  readonly decision: PeopleDecision;
  readonly result: DecisionResult;
  readonly reason: string;
}

/** Compares what is there with what people decided, row by row, in the order of the file. */
export function compareRows(rows: readonly PlacedRow[], account: CurrentAccount): readonly ComparedRow[] {
  return checkRows(rows, account).map((checked) => {
    const { row, place, userName } = checked;
    const { accountId, userId } = row;
    return { place, accountId, userName, userId, decision: decisionOf(row), ...resultOf(checked, account) };
  });
}

type Result = Pick<ComparedRow, 'result' | 'reason'>;

const done = (reason: string): Result => ({ result: 'done', reason });

const left = (reason: string): Result => ({ result: 'left', reason });

function resultOf({ row, action }: CheckedRow, account: CurrentAccount): Result {
  const isHere = row.accountId === account.accountId;
  const user = isHere ? account.users.get(row.userId) : undefined;
  // Whoever made the account has listed the users twice before it lacks one.
  if (isHere && !user && !account.unread.has(row.userId)) return resultWithoutUser(row, account);
  switch (action.kind) {
    case 'nothing':
      return done(action.reason);
    case 'refused':
      return { result: action.contradicts ? 'contradicted' : 'left', reason: action.reason };
    case 'undecided':
      return user && user.complianceType !== 'NON_COMPLIANT' ? done(user.explanation) : left(action.reason);
    case 'deactivate':
      return left(`still active: ${action.surplusAccessKeyIds.join(', ')}.`);
    case 'exempt':
      return resultOfExemption(user, action.exemption.until);
  }
}

/**
 * Nothing is left to do about a user that is gone. Where another user has its name, nobody knows whether it
 * is the same one to the people who decided, or whether an id in the file is wrong.
 */
function resultWithoutUser(row: DecisionRow, account: CurrentAccount): Result {
  if (account.idsByName.has(row.userName)) return left(absence(row, account));
  return done(`no user of account ${row.accountId} has the id ${row.userId} any more.`);
}

function resultOfExemption(user: InventoryUser | undefined, until: string): Result {
  const present = user?.exemption;
  if (!present) return left('the user has no valid exemption.');
  const { owner, reason } = present;
  const received = `exempt until ${present.until}: ${reason}${owner ? ` (owner: ${owner})` : ''}`;
  return { result: 'contradicted', reason: `${received}; the decision is another one, until ${until}.` };
}
