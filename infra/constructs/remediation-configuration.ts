import { Aws, CfnCondition, Fn, type IResolvable, Token } from 'aws-cdk-lib';
import { type CfnConfigRule, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { StackParameters } from '../stack-parameters.ts';

/** What the *Remediate* button needs. */
export interface RemediationTarget {
  readonly configRuleName: string;
  /**
   * The rule, where its name is no reference to it. Config cannot delete a rule that has a remediation, so that
   * CloudFormation has to know which of the two to delete first.
   */
  readonly rule?: CfnConfigRule;
  readonly documentName: string;
  readonly automationRoleArn: string;
}

/** The *Remediate* button of the rule, and whether AWS Config remediates automatically. */
export class RemediationConfiguration extends Construct {
  constructor(scope: Construct, id: string, parameters: StackParameters, target: RemediationTarget) {
    super(scope, id);
    const isAutomatic = new CfnCondition(scope, 'IsAutomatic', {
      expression: Fn.conditionEquals(parameters('AutomaticRemediation').valueAsString, 'true'),
    });
    const ifAutomatic = (name: string): IResolvable =>
      Fn.conditionIf(isAutomatic.logicalId, parameters(name).valueAsString, Aws.NO_VALUE);
    const configuration = new CfnRemediationConfiguration(this, 'Configuration', {
      configRuleName: target.configRuleName,
      targetType: 'SSM_DOCUMENT',
      targetId: target.documentName,
      automatic: Token.asAny(Fn.conditionIf(isAutomatic.logicalId, true, false)),
      maximumAutomaticAttempts: Token.asNumber(ifAutomatic('MaximumAutomaticAttempts')),
      retryAttemptSeconds: Token.asNumber(ifAutomatic('RetryAttemptSeconds')),
      parameters: {
        AutomationAssumeRole: staticValue(target.automationRoleArn),
        IAMUserId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        SelectionStrategy: staticValue(parameters('SelectionStrategy').valueAsString),
        RotationGraceHours: staticValue(parameters('RotationGraceHours').valueAsString),
        ProtectUsedWithinDays: staticValue(parameters('ProtectUsedWithinDays').valueAsString),
        ExemptionMaxDays: staticValue(parameters('ExemptionMaxDays').valueAsString),
      },
    });
    if (target.rule) configuration.addResourceDependency(target.rule);
  }
}

function staticValue(value: string): object {
  return { StaticValue: { Values: [value] } };
}
