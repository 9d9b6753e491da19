import type { Permission } from './permission-type.ts';

/** What DynamoDB does with the customer's key on behalf of whoever reads or writes the table. */
const KEY_ACTIONS = [
  ['kms:Decrypt', 'read the encrypted table'],
  ['kms:DescribeKey', 'check the state of the key'],
  ['kms:Encrypt', 'write the encrypted table'],
  ['kms:GenerateDataKey', 'write the encrypted table'],
  ['kms:ReEncryptFrom', 'write the encrypted table'],
  ['kms:ReEncryptTo', 'write the encrypted table'],
] as const;

/**
 * The permission to use the customer's key with which the table is encrypted, through DynamoDB only. The
 * DynamoDB Developer Guide ("DynamoDB encryption at rest: usage notes") lists these actions for whoever uses
 * the table, and the CDK's grants give them.
 */
export const LEDGER_KEY_PERMISSIONS: readonly Permission[] = KEY_ACTIONS.map(([action, reason]) => ({
  action,
  resource: '${KmsKeyArn}',
  // In the Regions of China the name of a service may end in .com.cn.
  condition: { StringLike: { 'kms:ViaService': 'dynamodb.${AWS::Region}.amazonaws.com*' } },
  reason,
}));

const KEY_READS: readonly string[] = ['kms:Decrypt', 'kms:DescribeKey'];

/** The permission to use this key for reading the table only, as the CDK's grant for readers gives it. */
export const LEDGER_KEY_READ_PERMISSIONS: readonly Permission[] = LEDGER_KEY_PERMISSIONS.filter(
  ({ action }) => KEY_READS.includes(action),
);
