import type { DescribedUser } from '../../../aws/iam-users.ts';
import { activeKeysOf } from '../../../policy/access-key.ts';
import { annotate } from '../../../policy/annotation.ts';
import { accountIdIn } from '../../account/account-id.ts';
import { nextStepOf } from '../../verification/next-step.ts';
import { alternativesOf } from './alternatives.ts';
import { byAge } from './by-age.ts';
import { checksOf } from './checks.ts';
import { comparableOf } from './comparable-verdict.ts';
import { describeKey } from './describe-key.ts';
import type { Decision, EvidenceSummary, UserExplanation } from './explanation.ts';
import type { Evidence, KeyEvidence } from './key-uses/evidence.ts';
import { MAX_EVENTS } from './key-uses/read-evidence.ts';
import { replacementsOf } from './key-uses/replacements.ts';
import type { UserFacts } from './read-facts.ts';
import { stepsOf } from './steps.ts';

/** Explains the decision about a user of an account, with what the event history has about its keys. */
export function explainUser(user: DescribedUser, facts: UserFacts, evidence: Evidence): UserExplanation {
  const { arn, userName, userId } = user;
  const { verdict, policy, now } = facts;
  const keys = facts.keys.toSorted(byAge);
  const accessKeys = keys.map((key) => describeKey(key, facts, evidenceOf(key.id, evidence)));
  const activeKeyIds = activeKeysOf(keys).map(({ id }) => id);
  return {
    accountId: accountIdIn(arn) ?? '',
    userName,
    userId,
    arn,
    decision: decisionOf(user, facts),
    accessKeys,
    alternatives: alternativesOf({ ...facts, keys }),
    evidence: summarize(evidence),
    steps: stepsOf({ userName, activeKeyIds, verdict, policy, now }),
    replacements: accessKeys.length > 0 ? replacementsOf(accessKeys) : [],
  };
}

function decisionOf({ userName }: DescribedUser, facts: UserFacts): Decision {
  const { verdict } = facts;
  return {
    ...comparableOf(verdict),
    annotation: annotate(userName, verdict),
    nextStep: nextStepOf(verdict),
    checks: checksOf(facts, verdict),
  };
}

function evidenceOf(accessKeyId: string, { keys, regions }: Evidence): KeyEvidence {
  const found = keys.find((each) => each.accessKeyId === accessKeyId);
  return found ?? { accessKeyId, events: [], cutOffRegions: [], unknownRegions: regions };
}

function summarize({ from, to, regions, unknown, regionsUnknown }: Evidence): EvidenceSummary {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    regions,
    unknown,
    regionsUnknown,
    maxEvents: MAX_EVENTS,
  };
}
