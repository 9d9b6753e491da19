import type { DescribedUser } from '../../../aws/iam-users.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Account } from '../../account/account.ts';
import { untilAborted } from '../../terminal/until-aborted.ts';
import { explainUser } from './explain-user.ts';
import type { UserExplanation } from './explanation.ts';
import { type Evidence, isFullyKnown } from './key-uses/evidence.ts';
import { readEvidence } from './key-uses/read-evidence.ts';
import { globalRegionOf, regionsToAsk } from './key-uses/regions.ts';
import { readUserFacts, type UserFacts } from './read-facts.ts';

/** How to read the explanation of a user. */
export interface ReadExplanationOptions {
  readonly policy: Policy;
  readonly now: Date;
  /** The Regions to ask; those that the account has enabled if it is undefined. */
  readonly regions: readonly string[] | undefined;
  /** When it aborts, what CloudTrail has not answered is unknown. */
  readonly signal: AbortSignal;
  /** Called after each Region. */
  readonly onProgress: (doneCount: number, total: number) => void;
}

/** The explanation of a user, and whether every Region answered. */
export interface AccountExplanation {
  readonly explanation: UserExplanation;
  readonly isFullyKnown: boolean;
}

/**
 * Reads a user and what CloudTrail's event history has about its keys, and explains. Undefined if the user
 * was deleted or renamed meanwhile, or if the signal aborted before the decision was known. Throws if IAM
 * cannot be read; a failure of CloudTrail is a part of the explanation.
 */
export async function readExplanation(
  account: Account,
  user: DescribedUser,
  options: ReadExplanationOptions,
): Promise<AccountExplanation | undefined> {
  const facts = await untilAborted(options.signal, () => readUserFacts(account.iam, user, options));
  if (!facts) return undefined;
  const evidence = await readEvidenceOf(account, { user, facts }, options);
  return { explanation: explainUser(user, facts, evidence), isFullyKnown: isFullyKnown(evidence) };
}

async function readEvidenceOf(
  account: Account,
  { user, facts }: { readonly user: DescribedUser; readonly facts: UserFacts },
  { regions: given, signal, onProgress }: ReadExplanationOptions,
): Promise<Evidence> {
  const accessKeyIds = facts.keys.map(({ id }) => id);
  const [, partition = ''] = user.arn.split(':');
  const likely = [globalRegionOf(partition), ...facts.keys.map(({ lastUse }) => lastUse?.region ?? '')];
  const { accountManagement, cloudTrailIn, now } = account;
  // A user without keys costs no call.
  const asked =
    accessKeyIds.length > 0
      ? await regionsToAsk({ given, accountManagement, likely, signal })
      : { regions: [], regionsUnknown: null };
  return readEvidence({ ...asked, accessKeyIds, cloudTrailIn, now, signal, onProgress });
}
