/** The notification that Config sends on schedule. */
export const SCHEDULED = {
  messageType: 'ScheduledNotification',
  awsAccountId: '111122223333',
  notificationCreationTime: '2026-11-21T12:00:00.000Z',
  recordVersion: '1.0',
};

/** The parts of a user's configuration item that a rule reads. */
export const ITEM = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAILEDWOGIPJFAKOJKW',
  resourceName: 'alice',
  configurationItemStatus: 'OK',
  configurationItemCaptureTime: '2026-11-21T11:00:00.000Z',
};

/** A valid event; each test overrides one field. */
export const anEvent = (message: object = SCHEDULED, overrides: object = {}) => ({
  version: '1.0',
  invokingEvent: JSON.stringify(message),
  ruleParameters: '{}',
  resultToken: 'a-token',
  eventLeftScope: false,
  executionRoleArn:
    'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
  configRuleArn: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef',
  configRuleName: 'iam-user-one-active-access-key',
  configRuleId: 'config-rule-abcdef',
  accountId: '111122223333',
  ...overrides,
});

/** A change notification; `item` overrides fields of the configuration item. */
export const changed = (item: object = {}) => ({
  messageType: 'ConfigurationItemChangeNotification',
  configurationItem: { ...ITEM, ...item },
});

/** A change notification that is too large for the whole item; `item` overrides fields of the summary. */
export const oversized = (item: object = {}) => ({
  messageType: 'OversizedConfigurationItemChangeNotification',
  configurationItemSummary: { ...ITEM, resourceName: null, ...item },
});
