import { NAMES } from '../../../product/names.ts';
import { CHAT_TOPIC, TOPIC } from '../../support/capabilities.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import {
  type DeployedStack,
  type DeployOptions,
  deploy,
  onlyResource,
} from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { policiesOf, type Statement } from '../../support/simulator.ts';

/** The names of the roles of an account's stack, by purpose. */
export const ROLES = {
  rule: NAMES.ruleFunction,
  remediation: NAMES.remediationFunction,
  reevaluation: NAMES.reevaluationFunction,
  automation: NAMES.automationRole,
  scheduler: NAMES.schedulerRole,
} as const;

/** The role of reviewers, which exists only if their account is given. */
export const REVIEWER_ROLE = NAMES.reviewerRole;

/** The account of the reviewers. */
export const REVIEWER_ACCOUNT = '222222222222';
/** The role of an account's stack with a topic. */
export const NOTIFICATION_ROLE = NAMES.notificationRole;

/** The one role of the forwarding stack. */
export const FORWARDING_ROLE = 'one-active-key-forwarding';

/** The purpose of a role of an account's stack. */
export type RoleKey = keyof typeof ROLES;

/** Deploys the account stack. */
export function deployedStack(options: DeployOptions = {}): DeployedStack {
  return deploy(templateOf('OneActiveKey'), options);
}

/** Deploys the account stack with daily deletions. */
export function stackWithDeletions(options: DeployOptions = {}): DeployedStack {
  return deployedStack({ ...options, parameters: { Deletion: 'Daily', ...options.parameters } });
}

/** Deploys the account stack with the role of reviewers. */
export function reviewedStack(options: DeployOptions = {}): DeployedStack {
  return deployedStack({
    ...options,
    parameters: { ReviewerAccountId: REVIEWER_ACCOUNT, ...options.parameters },
  });
}

/** Deploys the account stack with a topic of the same account, or of another one. */
export function stackWithTopic(topic: string = TOPIC): DeployedStack {
  return deployedStack({ parameters: { NotificationTopicArn: topic } });
}

/**
 * Deploys the account stack with topics of the same account for mail and for a chat, and with a digest a day.
 */
export function stackWithDigest(options: DeployOptions = {}): DeployedStack {
  const topics = { NotificationTopicArn: TOPIC, ChatTopicArn: CHAT_TOPIC, MessageDelivery: 'Daily' };
  return deployedStack({ ...options, parameters: { ...topics, ...options.parameters } });
}

/** Deploys the forwarding stack with the home Region eu-west-1. */
export function forwardingStack(options: DeployOptions = {}): DeployedStack {
  return deploy(templateOf('OneActiveKeyForwarding'), {
    ...options,
    parameters: { HomeRegion: 'eu-west-1', ...options.parameters },
  });
}

/** The role with a name, with the policies that are resources of their own. */
export function roleNamed(stack: DeployedStack, name: string): DeployedResource {
  const role = onlyResource(stack, 'AWS::IAM::Role', ({ properties }) => properties['RoleName'] === name);
  const { Policies = [] } = role.properties;
  const own = stack
    .ofType('AWS::IAM::Policy')
    .map(({ properties }) => properties)
    .filter(({ Roles }) => (Roles as unknown[]).includes(name));
  return { ...role, properties: { ...role.properties, Policies: [...(Policies as object[]), ...own] } };
}

/**
 * The role of a principal: the principal is the ARN of the role, or the name of a function that has the role.
 */
export function roleOf(stack: DeployedStack, principal: string): DeployedResource {
  const arn = principal.startsWith('arn:')
    ? principal
    : onlyResource(
        stack,
        'AWS::Lambda::Function',
        ({ properties }) => properties['FunctionName'] === principal,
      ).properties['Role'];
  const [, name = ''] = /^arn:[a-z-]+:iam::111122223333:role\/(?:.*\/)?([^/]+)$/.exec(String(arn)) ?? [];
  return roleNamed(stack, name);
}

/** The statements of all inline policies of a role. */
export function statementsOf(role: DeployedResource): readonly Statement[] {
  return policiesOf(role).flatMap(({ Statement }) => Statement);
}

/** The actions that a role's policies name. */
export function actionsOf(role: DeployedResource): string[] {
  return statementsOf(role).flatMap(({ Action }) => Action);
}
