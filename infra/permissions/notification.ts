import type { Permission } from './permission.ts';
import { TOPIC_KEYS } from './resources.ts';

/** Only the topic of the parameter uses the key, through SNS (SNS Developer Guide, "Key management"). */
const FOR_THE_TOPIC = {
  StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': '${NotificationTopicArn}' },
  // In the Regions of China the name of a service may end in .com.cn.
  StringLike: { 'kms:ViaService': 'sns.${AWS::Region}.amazonaws.com*' },
} as const;

/**
 * The permissions of the role with which EventBridge publishes to the topic. A role that uses a key of another account needs a
 * permission of its own beside the policy of the key (KMS Developer Guide, "Allowing users in other accounts to use a KMS key").
 */
export const NOTIFICATION_PERMISSIONS: readonly Permission[] = [
  {
    action: 'sns:Publish',
    resource: '${NotificationTopicArn}',
    reason: 'notify the topic of users that become NON_COMPLIANT, of failed runbooks and of alarms',
  },
  ...['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
    action,
    resource: TOPIC_KEYS,
    condition: FOR_THE_TOPIC,
    reason: 'publish to a topic that a key of the customer encrypts',
  })),
];
