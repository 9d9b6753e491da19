/** The names under which the product is deployed, in the sandbox and by every template. */
export const NAMES = {
  ruleFunction: 'one-active-key-rule',
  remediationFunction: 'one-active-key-remediation',
  reevaluationFunction: 'one-active-key-reevaluation',
  automationRole: 'one-active-key-automation',
  schedulerRole: 'one-active-key-scheduler',
  /** The EventBridge Scheduler group that holds the re-evaluations to come. */
  scheduleGroup: 'one-active-key',
  /** A conformance pack appends a suffix of its own. */
  configRule: 'iam-user-one-active-access-key',
} as const;

/** An account in a partition, and the Region in which the product is deployed. */
export interface AwsEnvironment {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of the rule function, by which our rules are found. */
export function ruleFunctionArn({ partition, region, accountId }: AwsEnvironment): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.ruleFunction}`;
}

/** The role of the fixed name that the runbooks run as. */
export function automationRoleArn({ partition, accountId }: Omit<AwsEnvironment, 'region'>): string {
  return `arn:${partition}:iam::${accountId}:role/${NAMES.automationRole}`;
}
