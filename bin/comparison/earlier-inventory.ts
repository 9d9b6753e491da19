import { parseDateTime } from '../../policy/iso8601.ts';
import { PARAMETERS } from '../../policy/parameters.ts';
import { ACCOUNT_ID } from '../account/account-id.ts';
import type { Summary } from '../inventory/inventory.ts';
import { count, Defect, listOf, object, oneOf, orEmpty, orNull, text, truth } from './checks.ts';
import type { Comparable } from './comparable.ts';

/** Empty if it is not known. */
const accountId = orEmpty(text(ACCOUNT_ID, 'an account id'));

/** IAM allows 64 characters; what is longer is not a name of IAM. */
const userName = text(/^.{1,128}$/su, 'the name of a user');

const parameters = object({
  selectionStrategy: oneOf(...PARAMETERS.selectionStrategy.values),
  rotationGraceHours: count,
  protectUsedWithinDays: count,
  exemptionMaxDays: count,
});

const summary = object<Pick<Summary, 'users' | 'verdicts' | 'unread'>>({
  users: count,
  verdicts: object({ COMPLIANT: count, NON_COMPLIANT: count, NOT_APPLICABLE: count }),
  unread: count,
});

const user = object({
  accountId,
  userId: text(/^AIDA[A-Z0-9]{1,124}$/, 'the unique id of a user'),
  userName,
  complianceType: oneOf('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'),
  accessKeys: listOf(
    object({
      accessKeyId: text(/^[A-Z0-9]{16,128}$/, 'the id of an access key'),
      status: text(/^\w{1,32}$/, 'the status of an access key'),
    }),
  ),
});

const inventory = object({
  generatedAt: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/, 'a time in UTC'),
  accounts: listOf(
    object({
      accountId,
      failure: orNull(text(/^.*$/su, 'a reason')),
      isComplete: truth,
      parameters: orNull(parameters),
      summary: orNull(summary),
    }),
  ),
  users: listOf(user),
  failures: listOf(object({ accountId, userName })),
});

type Checked = ReturnType<typeof inventory>;

/**
 * Checks the content of an inventory of schema version 2.x: what is compared has its form, and the numbers
 * are those of the lists. Throws `Defect`. Nothing proves that a file is what it was: whoever can write it
 * can write another one that fits together.
 */
export function checkInventory(value: unknown): Comparable {
  const checked = inventory(value, '');
  if (parseDateTime(checked.generatedAt) === undefined)
    throw new Defect('generatedAt: expected a time in UTC');
  assertUnique(
    'accounts',
    checked.accounts.map((each) => each.accountId),
  );
  assertUnique(
    'users',
    checked.users.map((each) => `${each.accountId} ${each.userId}`),
  );
  assertUnique(
    'users',
    checked.users.map((each) => `${each.accountId} ${each.userName}`),
  );
  for (const each of checked.users)
    assertUnique(
      'accessKeys',
      each.accessKeys.map((key) => key.accessKeyId),
    );
  assertCounted(checked);
  return checked;
}

function assertUnique(path: string, ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw new Defect(`${path}: expected each of them once`);
}

/** An account that was not read has no numbers. */
const NO_USERS = { users: 0, verdicts: { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0 }, unread: 0 };

/**
 * Every user is counted by its account; a list of some users only, as with `--only`, would make all others
 * look gone.
 */
function assertCounted({ accounts, users, failures }: Checked): void {
  const listed = new Map(accounts.map((each) => [each.accountId, new Map<string, number>()]));
  const add = (id: string, what: string) => {
    const counts = listed.get(id);
    if (!counts) throw new Defect('users: expected users of the accounts of the file');
    counts.set(what, (counts.get(what) ?? 0) + 1);
  };
  for (const each of users) add(each.accountId, each.complianceType);
  for (const each of failures) add(each.accountId, 'unread');
  for (const { accountId: id, failure, summary: expected } of accounts) {
    const found = (what: string) => listed.get(id)?.get(what) ?? 0;
    const { users: expectedUsers, verdicts, unread } = expected ?? NO_USERS;
    const numbers = { ...verdicts, unread };
    const isCounted = Object.entries(numbers).every(([what, number]) => found(what) === number);
    const total = Object.values(numbers).reduce((sum, number) => sum + number, 0);
    if (!isCounted || total !== expectedUsers || (failure === null ? !expected : total > 0))
      throw new Defect(
        `users: expected all users of account ${id || 'unknown'}, without --only, and as many as its summary has`,
      );
  }
}
