import type { Permission } from './permission-type.ts';
import { NO_RESOURCE_TYPE, TOPIC_KEYS, USERS } from './resources.ts';

/** The permissions of the role of the notification function, without those on topics. */
export const NOTIFICATION_PERMISSIONS: readonly Permission[] = [
  {
    action: 'iam:ListUsers',
    resource: NO_RESOURCE_TYPE,
    reason: 'find the name of a user of whom AWS Config tells the id only',
  },
  {
    action: 'iam:GetUser',
    resource: USERS,
    reason: 'read the tag that names the owner, and check that the name still belongs to the user',
  },
];

/** The parameters that are topics. */
export type TopicParameter = 'NotificationTopicArn' | 'ChatTopicArn';

/**
 * The permissions of that role on a topic. Only this topic uses the key, through SNS (SNS Developer Guide,
 * "Key management"). A role that uses a key of another account needs a permission of its own beside the
 * policy of the key (KMS Developer Guide, "Allowing users in other accounts to use a KMS key").
 */
export function topicPermissions(parameter: TopicParameter): readonly Permission[] {
  const topic = `\${${parameter}}`;
  const forTheTopic = {
    StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': topic },
    // In the Regions of China the name of a service may end in .com.cn.
    StringLike: { 'kms:ViaService': 'sns.${AWS::Region}.amazonaws.com*' },
  };
  return [
    { action: 'sns:Publish', resource: topic, reason: 'publish messages to the topic' },
    ...['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
      action,
      resource: TOPIC_KEYS,
      condition: forTheTopic,
      reason: 'publish to a topic that a key of the customer encrypts',
    })),
  ];
}
