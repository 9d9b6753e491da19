/** The names of the deployed resources: every template uses them, and the demo. */
export const NAMES = {
  ruleFunction: 'one-active-key-rule',
  remediationFunction: 'one-active-key-remediation',
  reevaluationFunction: 'one-active-key-reevaluation',
  notificationFunction: 'one-active-key-notification',
  securityHubFunction: 'one-active-key-security-hub',
  automationRole: 'one-active-key-automation',
  schedulerRole: 'one-active-key-scheduler',
  reviewerRole: 'one-active-key-reviewer',
  /**
   * The role of the notification function, which alone publishes to the topics; the policy of the central
   * topic names it.
   */
  notificationRole: 'one-active-key-notification',
  /** The event rules that invoke the notification function. */
  nonCompliantUsersRule: 'one-active-key-non-compliant-users',
  failedRunbooksRule: 'one-active-key-failed-runbooks',
  alarmsRule: 'one-active-key-alarms',
  /** The EventBridge Scheduler group of the scheduled re-evaluations. */
  scheduleGroup: 'one-active-key',
  /** The table of the ledger in the sandbox; CloudFormation generates the name of a deployed one. */
  sandboxLedger: 'one-active-key-ledger',
  /** The topics in the sandbox, for mail and for a chat; a stack is given the ARNs of topics that exist. */
  sandboxTopic: 'one-active-key',
  sandboxChatTopic: 'one-active-key-chat',
  /** The path of both parameters in Parameter Store: the pause is read by it. */
  parameterPath: '/one-active-key',
  /** The parameter in Parameter Store that names the table of the ledger; each Region has its own. */
  ledgerParameter: '/one-active-key/ledger-table',
  /**
   * While this parameter exists in Parameter Store, nothing automatic happens in this account and Region; its
   * value is the reason. People write and delete it, and no template has it.
   */
  pauseParameter: '/one-active-key/pause',
  /** A conformance pack appends a suffix to it. */
  configRule: 'iam-user-one-active-access-key',
} as const;

/** Where the product is deployed: an account in a partition, and a Region. */
export interface AwsEnvironment {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of the rule function: our rules are the ones that name it. */
export function ruleFunctionArn({ partition, region, accountId }: AwsEnvironment): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.ruleFunction}`;
}

/**
 * Whether a rule is called as ours is: a conformance pack appends a suffix to the name, and an organization
 * rule has a prefix, too. Only for where AWS does not tell the function of a rule; whoever may create rules
 * may give one this name.
 */
export function isNamedAsOurRule(configRuleName: string): boolean {
  const name = configRuleName.replace(/^OrgConfigRule-/, '');
  return name === NAMES.configRule || name.startsWith(`${NAMES.configRule}-`);
}
