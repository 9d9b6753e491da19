import type { DescribedUser } from '../../aws/iam-users.ts';
import type { DecisionContext } from '../../aws/read-verdict.ts';
import { explainVerdict } from '../../policy/annotation.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { accountIdIn } from '../account/account-id.ts';
import { nextStepOf, refusalCodeOf } from '../verification/next-step.ts';
import type { AccountVerification, VerifiedUser } from '../verification/verification.ts';
import { byName, type ReadEachOptions, readEach } from './read-each.ts';
import { type CountedUser, summarize } from './summary.ts';

/** A user as it is counted, with what is shown if it has two or more active keys. */
interface JudgedUser extends CountedUser {
  readonly shown: VerifiedUser | undefined;
}

/**
 * Reads and judges all users of an account, and nothing else: N + 2⌈N/1000⌉ + k + (their active keys) calls
 * of IAM for N users, k of them with two or more active keys. Throws if the users cannot be listed.
 */
export async function readCompliance(
  options: ReadEachOptions,
  context: DecisionContext,
): Promise<AccountVerification> {
  let accountId: string | null = null;
  const { results, failures } = await readEach<JudgedUser>(options, async (user, read) => {
    // The listing has the ARN of each user: no call tells more of the account.
    accountId ??= accountIdIn(user.arn) ?? null;
    const reading = await read(options.iam, user, context);
    if (reading.kind === 'vanished') return undefined;
    const { verdict, isNameChecked } = reading;
    const { complianceType, activeKeys, situation } = verdict;
    const shown = situation === 'AtMostOneActiveKey' ? undefined : describeUser(user, verdict);
    return { result: { complianceType, activeKeys, shown }, isNameChecked };
  });
  return {
    accountId,
    accountName: null,
    failure: null,
    parameters: context.policy,
    isComplete: !options.signal.aborted,
    summary: summarize(results, failures),
    users: results.flatMap(({ shown }) => shown ?? []).sort(byName),
    failures: failures.toSorted(byName),
  };
}

function describeUser({ userName, userId, arn }: DescribedUser, verdict: Verdict): VerifiedUser {
  return {
    userName,
    userId,
    arn,
    complianceType: verdict.complianceType,
    situation: verdict.situation,
    activeKeys: verdict.activeKeys,
    refusalCode: refusalCodeOf(verdict),
    nextStep: nextStepOf(verdict),
    explanation: explainVerdict(verdict),
  };
}
