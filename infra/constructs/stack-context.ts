import { Aws, CfnCondition, Fn, type Stack, Token } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addConditions, type Conditions } from './conditions.ts';
import { addGivenCondition } from './given-condition.ts';
import { addRoleSettings, type RoleSettings } from './role.ts';

/** The values that all constructs of the account stack share. */
export interface StackContext {
  readonly parameters: StackParameters;
  readonly roleSettings: RoleSettings;
  readonly conditions: Conditions;
  /** The ARN of the KMS key that encrypts the ledger, logs and environment variables; `AWS::NoValue` if none is given. */
  readonly kmsKey: string;
  /** True in the partition `aws`: new features of AWS come to the other partitions later, or not at all. */
  readonly isCommercialPartition: CfnCondition;
}

/** Adds the conditions, and reads the settings, that all constructs of the account stack share. */
export function addStackContext(stack: Stack, parameters: StackParameters): StackContext {
  const keyArn = parameters('KmsKeyArn').valueAsString;
  const hasKmsKey = addGivenCondition(stack, 'HasKmsKey', keyArn);
  return {
    parameters,
    roleSettings: addRoleSettings(stack, parameters),
    conditions: addConditions(stack, parameters, hasKmsKey),
    kmsKey: Token.asString(Fn.conditionIf(hasKmsKey.logicalId, keyArn, Aws.NO_VALUE)),
    isCommercialPartition: new CfnCondition(stack, 'IsCommercialPartition', {
      expression: Fn.conditionEquals(Aws.PARTITION, 'aws'),
    }),
  };
}
