import { policyOf } from '../../account/policy.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { READING_ROLE } from '../../accounts/options.ts';
import { UsageError } from '../../command-line/errors.ts';
import { EXIT, type ExitCode } from '../../command-line/exit-codes.ts';
import { compareRows } from '../../decisions/check/compare-rows.ts';
import { missingUsers } from '../../decisions/check/missing-users.ts';
import { readCurrentAccount } from '../../decisions/check/read-current-account.ts';
import { type Comparison, comparisonOf, rowNotCompared } from '../../decisions/comparison.ts';
import { readDecisions } from '../../decisions/file/decision-file.ts';
import type { PlacedRow } from '../../decisions/row.ts';
import { rowsByAccount } from '../../decisions/rows-by-account.ts';
import { describeComparison } from '../../decisions/text.ts';
import { toSafeJson } from '../../formats/safe-json.ts';
import {
  completenessOf,
  exitCodeFor,
  type InventoryOptions,
  incompleteWarning,
  notReadLines,
  readPolicy,
} from '../../inventory/take-inventory.ts';
import type { Io } from '../../terminal/io.ts';
import type { WriteOutput } from '../../terminal/output.ts';

/** The options of `verify --decisions`. */
export interface VerifyDecisionsOptions extends InventoryOptions {
  readonly decisions: string;
  readonly format: string;
  readonly write: WriteOutput;
}

/**
 * Writes what became of each decision of a file, and who is NON_COMPLIANT without a row, as text or as JSON;
 * the exit code is 3 if something is left to do.
 */
export async function verifyDecisions(options: VerifyDecisionsOptions, io: Io): Promise<ExitCode> {
  const format = formatOf(options.format);
  policyOf(options); // Invalid options, and an invalid file, are reported before the first call to AWS.
  const all = readDecisions(options.decisions);
  const rows = rowsByAccount(all, options);
  const found = await inEachAccount(options, io, {
    role: READING_ROLE,
    work: (entered) => compareAccount(entered, rows.of(entered), options),
  });
  const read = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const compared = new Map(read.flatMap((each) => each.compared.map((row) => [row.place, row])));
  const comparison = comparisonOf(
    {
      decisions: all.map((row) => compared.get(row.place) ?? rowNotCompared(row)),
      missing: read.flatMap(({ missing }) => missing),
    },
    read[0]?.at ?? io.now(),
  );
  options.write(format(comparison));
  const completeness = completenessOf(found);
  io.err(`${notReadLines(found)}${incompleteWarning(completeness, io)}`);
  const { left, contradicted, missing } = comparison.summary;
  return exitCodeFor(completeness, left + contradicted + missing > 0 ? EXIT.notCompliant : EXIT.ok, io);
}

async function compareAccount(
  entered: EnteredAccount,
  rows: readonly PlacedRow[],
  options: VerifyDecisionsOptions,
) {
  const policy = await readPolicy(options, entered.account);
  const { current, inventory } = await readCurrentAccount(entered, rows, { policy, users: 'all' });
  const missing = missingUsers(rows, inventory);
  return { compared: compareRows(rows, current), missing, inventory, at: current.now };
}

function formatOf(name: string): (comparison: Comparison) => string {
  if (name === 'text') return describeComparison;
  if (name === 'json') return toSafeJson;
  throw new UsageError(`--format: expected text or json with --decisions; received ${name}`);
}
