import { policyOf } from '../../account/policy.ts';
import { assertOneAccount, listNamedUsers } from '../../account/users.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { READING_ROLE } from '../../accounts/options.ts';
import { UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { clean } from '../../formats/clean.ts';
import { type InventoryOptions, notReadLines, readPolicy } from '../../inventory/take-inventory.ts';
import type { Io } from '../../terminal/io.ts';
import { type OutputOptions, openOutput } from '../../terminal/output.ts';
import { createProgress } from '../../terminal/progress.ts';
import { untilAborted } from '../../terminal/until-aborted.ts';
import { EXPLANATION_VERSION, type Explanation, type UserExplanation } from './explanation.ts';
import { formatExplanation } from './formats/format.ts';
import { type ExplanationFormat, explanationFormatOf } from './formats/names.ts';
import { unknownLines } from './formats/use-lines.ts';
import { readExplanation } from './read-explanation.ts';

/** The options of `explain`. */
export interface ExplainOptions extends InventoryOptions, OutputOptions {
  /** By default that of the ending of `output`. */
  readonly format?: ExplanationFormat;
  /** The Regions to ask; by default those that the account has enabled. */
  readonly regions?: readonly string[];
}

/**
 * Tells how the decision about a user came about, who uses its keys, what would change the decision, and what
 * to do; changes nothing.
 */
export async function showExplanation(name: string, options: ExplainOptions, io: Io): Promise<ExitCode> {
  const as = options.format ?? explanationFormatOf(options.output);
  const write = openOutput(options, io);
  assertOneAccount(options.accounts);
  policyOf(options); // Invalid options are reported before the first call to AWS.
  const found = await inEachAccount(options, io, {
    role: READING_ROLE,
    work: (entered) => readOneExplanation(entered, name, options),
  });
  const [explained] = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  if (!explained) {
    io.err(notReadLines(found));
    return io.interruption.aborted ? EXIT.interrupted : EXIT.failed;
  }
  const { user, ...head } = explained;
  if (!user) return withoutExplanation(name, io);
  const users = [user.explanation];
  write(formatExplanation({ schemaVersion: EXPLANATION_VERSION, ...head, users }, as));
  // The text says so itself; JSON is often read by programs.
  if (as !== 'text') warn(users, io);
  if (io.interruption.aborted) return EXIT.interrupted;
  return user.isFullyKnown ? EXIT.ok : EXIT.failed;
}

/** The explanation of a user; none if the user is gone meanwhile, or the command was interrupted. */
type Explained = Pick<Explanation, 'generatedAt' | 'parameters'> & {
  readonly user: Awaited<ReturnType<typeof readExplanation>>;
};

async function readOneExplanation(
  { account, io, at }: EnteredAccount,
  name: string,
  options: ExplainOptions,
): Promise<Explained> {
  const policy = await readPolicy(options, account);
  const signal = io.interruption;
  const users = await untilAborted(signal, () => listNamedUsers(account.iam, [name]));
  const progress = createProgress(io, 'Regions read');
  const reading = { policy, now: at, signal, regions: options.regions, onProgress: progress.show };
  const [listed] = users ?? [];
  const user = listed && (await readExplanation(account, listed, reading).finally(progress.end));
  return { generatedAt: at.toISOString(), parameters: policy, user };
}

function withoutExplanation(name: string, { interruption, err }: Io): ExitCode {
  if (!interruption.aborted) {
    throw new UsageError(`expected a user of this account; ${name} was deleted or renamed meanwhile`);
  }
  err('Interrupted before the decision was known.\n');
  return EXIT.interrupted;
}

function warn(users: readonly UserExplanation[], { err }: Io): void {
  for (const user of users) for (const line of unknownLines(user)) err(`${clean(line)}\n`);
}
