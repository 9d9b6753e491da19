import { DAY_MS, type Policy } from '../../../policy/policy.ts';
import { formatDay } from '../../../policy/text.ts';
import type { PolicyRefusalCode, Verdict } from '../../../policy/verdict.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import { commandLine } from './shell.ts';

/** Something that people can do, and the commands for it. */
export interface Step {
  /** One sentence without its full stop. */
  readonly title: string;
  /** For a POSIX shell, one after another unless the title says otherwise; null if the texts of the account make no safe command. */
  readonly commands: readonly string[] | null;
}

/** The user, its active keys, and the decision about it. */
export interface StepContext {
  readonly userName: string;
  /** The ids of the active keys, the oldest key first. */
  readonly activeKeyIds: readonly string[];
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly now: Date;
}

/** What to do next about a user, in the order in which it is advisable; empty if the user has one active key at most. */
export function stepsOf(context: StepContext): readonly Step[] {
  const { verdict } = context;
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
      return [];
    case 'Exempt':
      return [endExemption(context), byHand(context)];
    case 'RotationInProgress':
      return [byHand(context), nameSurvivor(context)];
    case 'SurplusKeys':
      return verdict.plan.action === 'deactivate'
        ? [remediate(context), nameSurvivor(context), exempt(context), byHand(context)]
        : stepsAfter(verdict.plan.refusal.code, context);
  }
}

function stepsAfter(code: PolicyRefusalCode, context: StepContext): readonly Step[] {
  const choices = [nameSurvivor(context), exempt(context), byHand(context)];
  switch (code) {
    case 'InvalidExemption':
      // A survivor that is named changes nothing while the exemption is invalid.
      return [endExemption(context), exempt(context), byHand(context)];
    case 'InvalidKeepTag':
    case 'InvalidKeepAccessKeyId':
      return [removeKeepTag(context), ...choices];
    case 'KeysInUse':
      return [separate(context), ...choices];
    case 'Indistinguishable':
    case 'NewKey':
      return choices;
  }
}

/** The names that IAM allows (IAM API Reference, User): what has another form makes no command. */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;
const ACCESS_KEY_ID = /^\w{16,128}$/;

function step(title: string, { userName, activeKeyIds }: StepContext, lines: readonly string[][]): Step {
  const isSafe = USER_NAME.test(userName) && activeKeyIds.every((id) => ACCESS_KEY_ID.test(id));
  const commands = lines.map(commandLine).filter((line) => line !== null);
  return { title, commands: isSafe && commands.length === lines.length ? commands : null };
}

/** A command of IAM about the user. One word for option and value, since a name may begin with a hyphen. */
const iam = (action: string, userName: string, ...others: readonly string[]): string[] => [
  'aws',
  'iam',
  action,
  ...(userName.startsWith('-') ? [`--user-name=${userName}`] : ['--user-name', userName]),
  ...others,
];

function ours(command: string, userName: string, ...options: readonly string[]): string[] {
  const end = userName.startsWith('-') ? ['--'] : [];
  return ['npx', 'one-active-key', command, ...options, ...end, userName];
}

const tag = (key: string, value: string): string => `Key=${key},Value=${value}`;

function remediate(context: StepContext): Step {
  return step('Look at what the runbook would do, then let it deactivate the surplus keys', context, [
    ours('remediate', context.userName, '--dry-run'),
    ours('remediate', context.userName),
  ]);
}

/** The longest name that IAM allows (IAM and AWS STS quotas). */
const MAX_USER_NAME = 64;

function separate(context: StepContext): Step {
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

function nameSurvivor(context: StepContext): Step {
  const { userName, activeKeyIds } = context;
  return step(
    'Name the survivor: the key whose workload stays, by one of these commands',
    context,
    activeKeyIds.map((id) => iam('tag-user', userName, '--tags', tag(KEEP_TAG, id))),
  );
}

function removeKeepTag(context: StepContext): Step {
  return step(`Remove the tag ${KEEP_TAG}, so that the strategy selects the survivor`, context, [
    iam('untag-user', context.userName, '--tag-keys', KEEP_TAG),
  ]);
}

/** For how many days the command exempts, unless the policy allows fewer. */
const EXEMPTION_DAYS = 30;

/** The day until which the command of an exemption exempts. */
export function suggestedExemptionEnd({ policy, now }: Pick<StepContext, 'policy' | 'now'>): string {
  const days = Math.min(EXEMPTION_DAYS, policy.exemptionMaxDays);
  return formatDay(new Date(now.getTime() + days * DAY_MS));
}

function exempt(context: StepContext): Step {
  const until = tag(EXEMPT_UNTIL_TAG, suggestedExemptionEnd(context));
  return step('Exempt the user for a time; write the reason in place of REASON', context, [
    iam('tag-user', context.userName, '--tags', until, tag(EXEMPT_REASON_TAG, 'REASON')),
  ]);
}

function endExemption(context: StepContext): Step {
  return step('End the exemption: remove its tags', context, [
    iam('untag-user', context.userName, '--tag-keys', EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG),
  ]);
}

function byHand(context: StepContext): Step {
  const { userName, activeKeyIds } = context;
  const update = (id: string) => ['--access-key-id', id, '--status', 'Inactive'];
  return step(
    'Deactivate a key by hand, by one of these commands and never by all; the same with the status Active takes it back',
    context,
    activeKeyIds.map((id) => iam('update-access-key', userName, ...update(id))),
  );
}
