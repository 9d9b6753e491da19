import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { addCapabilities, type Capabilities } from './capabilities.ts';
import { addExistence, type Existence, ifExists } from './existence.ts';
import { addRoleSettings, type RoleSettings } from './role.ts';
import { isGiven, type Settings } from './settings.ts';
import { addTopicConditions, addTopics, type OwnTopics, type TopicConditions } from './topic-conditions.ts';

/** The code of a function, by its name. */
export type CodeSource = (functionName: string) => Code;

/** Under which conditions the parts of the product exist. */
export interface Conditions extends Capabilities, TopicConditions {
  /** A KMS key of the customer is given. */
  readonly hasKmsKey: Existence;
}

/** The values that all parts of the product share. */
export interface StackContext {
  readonly settings: Settings;
  readonly roleSettings: RoleSettings;
  readonly conditions: Conditions;
  /**
   * The ARN of the KMS key that encrypts the ledger, logs and environment variables; absent if none is given.
   */
  readonly kmsKey: string;
  readonly code: CodeSource;
  /** True in the partition `aws`: new features of AWS come to the other partitions later, or not at all. */
  readonly isCommercialPartition: CfnCondition;
}

/** What the context is made of. */
export interface ContextProps extends OwnTopics {
  readonly settings: Settings;
  readonly code: CodeSource;
}

/** Adds the conditions, and reads the settings, that all parts of the product share. */
export function addStackContext(
  scope: Construct,
  { settings, code, ...ownTopics }: ContextProps,
): StackContext {
  const hasKmsKey = addExistence(scope, 'HasKmsKey', isGiven(settings, 'KmsKeyArn'));
  const roleSettings = addRoleSettings(scope, settings);
  const topics = addTopics(scope, settings);
  const capabilities = addCapabilities(scope, settings, { hasKmsKey, collects: topics.collects });
  const all = { ...capabilities, ...topics, ...ownTopics, hasKmsKey };
  const topic = addTopicConditions(scope, settings, all);
  return {
    settings,
    roleSettings,
    conditions: { ...capabilities, ...topic, hasKmsKey },
    kmsKey: Token.asString(ifExists(hasKmsKey, settings('KmsKeyArn'))),
    code,
    isCommercialPartition: new CfnCondition(scope, 'IsCommercialPartition', {
      expression: Fn.conditionEquals(Aws.PARTITION, 'aws'),
    }),
  };
}
