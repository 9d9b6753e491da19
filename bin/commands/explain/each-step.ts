import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import { iam, ours, type Step, type StepContext, step, tag } from './step.ts';
import { suggestedExemptionEnd } from './suggested-exemption.ts';

/** Lets the runbook decide. */
export function remediate(context: StepContext): Step {
  return step('Look at what the runbook would do, then let it deactivate the surplus keys', context, [
    ours('remediate', context.userName, '--dry-run'),
    ours('remediate', context.userName),
  ]);
}

/** The longest name that IAM allows (IAM and AWS STS quotas). */
const MAX_USER_NAME = 64;

/** Gives each workload a principal of its own. */
export function separate(context: StepContext): Step {
  const { userName } = context;
  const other = `${userName.slice(0, MAX_USER_NAME - 2)}-2`;
  return step(
    'Separate the workloads: give one of them a role, or a user of its own with the groups and policies that it needs; then let it use ' +
      'the new key, and deactivate its old one by hand',
    context,
    [
      iam('list-groups-for-user', userName),
      iam('list-attached-user-policies', userName),
      iam('list-user-policies', userName),
      iam('create-user', other),
      iam('add-user-to-group', other, '--group-name', 'GROUP'),
      iam('attach-user-policy', other, '--policy-arn', 'POLICY_ARN'),
      iam('put-user-policy', other, '--policy-name', 'NAME', '--policy-document', 'file://policy.json'),
      iam('create-access-key', other),
    ],
  );
}

/** Names the key that stays. */
export function nameSurvivor(context: StepContext): Step {
  const { userName, activeKeyIds } = context;
  return step(
    'Name the survivor: the key whose workload stays, by one of these commands',
    context,
    activeKeyIds.map((id) => iam('tag-user', userName, '--tags', tag(KEEP_TAG, id))),
  );
}

/** Leaves the choice to the strategy. */
export function removeKeepTag(context: StepContext): Step {
  return step(`Remove the tag ${KEEP_TAG}, so that the strategy selects the survivor`, context, [
    iam('untag-user', context.userName, '--tag-keys', KEEP_TAG),
  ]);
}

/** Exempts the user for a time. */
export function exempt(context: StepContext): Step {
  const until = tag(EXEMPT_UNTIL_TAG, suggestedExemptionEnd(context));
  return step('Exempt the user for a time; write the reason in place of REASON', context, [
    iam('tag-user', context.userName, '--tags', until, tag(EXEMPT_REASON_TAG, 'REASON')),
  ]);
}

/** Ends the exemption. */
export function endExemption(context: StepContext): Step {
  return step('End the exemption: remove its tags', context, [
    iam('untag-user', context.userName, '--tag-keys', EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG),
  ]);
}

/** Deactivates without the runbook. */
export function byHand(context: StepContext): Step {
  const { userName, activeKeyIds } = context;
  const update = (id: string) => ['--access-key-id', id, '--status', 'Inactive'];
  return step(
    'Deactivate a key by hand, by one of these commands and never by all; the same with the status Active takes it back',
    context,
    activeKeyIds.map((id) => iam('update-access-key', userName, ...update(id))),
  );
}
