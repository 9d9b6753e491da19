import type { ListedUser } from '../../aws/iam-users.ts';
import type { DecisionContext } from '../../aws/read-verdict.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import type { Inventory } from './inventory.ts';
import { byName, type ReadEachOptions, readEach } from './read-each.ts';
import { type CountedUser, summarize } from './summary.ts';

/** The numbers of the users, and the names of those that do not comply. */
export interface Compliance extends Pick<Inventory, 'summary' | 'isComplete' | 'failures'> {
  /** Sorted. */
  readonly nonCompliant: readonly string[];
}

/**
 * Reads and judges all users of an account, and nothing else: N + 2⌈N/1000⌉ + k + (their active keys) calls of IAM for N users, k of
 * them with two or more active keys. Throws if the users cannot be listed.
 */
export async function readCompliance(
  options: ReadEachOptions,
  context: DecisionContext,
): Promise<Compliance> {
  const { results, failures } = await readEach<CountedUser & ListedUser>(options, async (user, read) => {
    const reading = await read(options.iam, user, context);
    if (reading.kind === 'vanished') return undefined;
    const { verdict, keys, isNameChecked } = reading;
    const activeKeys = activeKeysOf(keys).length;
    return { result: { ...user, complianceType: verdict.complianceType, activeKeys }, isNameChecked };
  });
  const nonCompliant = results.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT');
  return {
    summary: summarize(results, failures),
    isComplete: !options.signal.aborted,
    failures: failures.toSorted(byName),
    nonCompliant: nonCompliant.map(({ userName }) => userName).sort(),
  };
}
