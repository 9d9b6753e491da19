import { type IResolvable, Token, Tokenization } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Settings } from '../constructs/settings.ts';
import type { CapabilityProps } from '../library/capability-props.ts';
import type { OneActiveKeyProps } from '../library/one-active-key-props.ts';
import type { OperationProps } from '../library/operation-props.ts';
import type { PolicyProps } from '../library/policy-props.ts';

/**
 * The props of the construct whose values are parameters of a template, so that CloudFormation decides at the
 * deployment.
 */
export function propsFromParameters(scope: Construct, settings: Settings): OneActiveKeyProps {
  return { ...policy(settings), ...capabilities(settings), ...operation(scope, settings) };
}

function policy(settings: Settings): PolicyProps {
  return {
    selectionStrategy: choice<PolicyProps, 'selectionStrategy'>(settings('SelectionStrategy')),
    rotationGraceHours: number(settings('RotationGraceHours')),
    protectUsedWithinDays: number(settings('ProtectUsedWithinDays')),
    exemptionMaxDays: number(settings('ExemptionMaxDays')),
  };
}

function capabilities(settings: Settings): CapabilityProps {
  return {
    configRule: choice<CapabilityProps, 'configRule'>(settings('ConfigRule')),
    evaluationFrequency: choice<CapabilityProps, 'evaluationFrequency'>(settings('EvaluationFrequency')),
    reporting: choice<CapabilityProps, 'reporting'>(settings('Reporting')),
    nearRealTime: tokenIn(settings('NearRealTime')),
    remediation: choice<CapabilityProps, 'remediation'>(settings('Remediation')),
    noticeDays: number(settings('NoticeDays')),
    automaticPerDay: number(settings('AutomaticPerDay')),
    maximumAutomaticAttempts: number(settings('MaximumAutomaticAttempts')),
    retryAttemptSeconds: number(settings('RetryAttemptSeconds')),
    deletion: choice<CapabilityProps, 'deletion'>(settings('Deletion')),
    soakDays: number(settings('SoakDays')),
  };
}

function operation(scope: Construct, settings: Settings): OperationProps {
  return {
    notificationTopic: Topic.fromTopicArn(scope, 'NotificationTopic', settings('NotificationTopicArn')),
    chatTopic: Topic.fromTopicArn(scope, 'ChatTopic', settings('ChatTopicArn')),
    messageDelivery: choice<OperationProps, 'messageDelivery'>(settings('MessageDelivery')),
    ownerTag: settings('OwnerTag'),
    alarms: choice<OperationProps, 'alarms'>(settings('Alarms')),
    encryptionKey: Key.fromKeyArn(scope, 'EncryptionKey', settings('KmsKeyArn')),
    existingLedgerTable: settings('ExistingLedgerTable'),
    logRetentionDays: number(settings('LogRetentionDays')),
    permissionsBoundary: settings('PermissionsBoundaryName'),
    rolePath: settings('RolePath'),
    reviewerAccountId: settings('ReviewerAccountId'),
    reviewerExternalId: settings('ReviewerExternalId'),
  };
}

/** A parameter with allowed values is one of them, but its type is that of every text. */
function choice<Props, Name extends keyof Props>(value: string): Required<Props>[Name] {
  return value as Required<Props>[Name];
}

const number = (value: string): number => Token.asNumber(tokenIn(value));

/** The token of a parameter; throws for a text, which cannot come from a parameter. */
function tokenIn(value: string): IResolvable {
  const token = Tokenization.reverseCompleteString(value);
  if (token) return token;
  throw new Error(`Expected the value of a parameter; received ${value}`);
}
