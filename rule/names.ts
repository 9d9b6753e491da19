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
