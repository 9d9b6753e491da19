/** The fields of a rule that its events contain. */
export interface EventSubject {
  readonly accountId: string;
  readonly partition: string;
  readonly configRuleName: string;
  readonly configRuleArn: string;
  readonly configRuleId: string;
  readonly inputParameters: Readonly<Record<string, string>>;
}

/**
 * The event with which Config invokes the function of a periodic rule, its two inner documents as JSON texts
 * (Config developer guide, "Example Events for Config Rules": scheduled notification).
 */
export function scheduledEvent(subject: EventSubject, resultToken: string, notifiedAt: Date): object {
  const { accountId, partition, configRuleName, configRuleArn, configRuleId, inputParameters } = subject;
  const role = 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';
  return {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: accountId,
      notificationCreationTime: notifiedAt.toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: JSON.stringify(inputParameters),
    resultToken,
    eventLeftScope: false,
    executionRoleArn: `arn:${partition}:iam::${accountId}:role/${role}`,
    configRuleArn,
    configRuleName,
    configRuleId,
    accountId,
  };
}
