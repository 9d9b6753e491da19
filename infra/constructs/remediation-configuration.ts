import { Aws, CfnCondition, Fn, type IResolvable, Token } from 'aws-cdk-lib';
import { type CfnConfigRule, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { runbookVersion } from '../runbook-files.ts';
import { applyCondition } from './apply-condition.ts';

/** The rule, the runbook that remediates its non-compliant users, and the parameters of both. */
export interface RemediationConfigurationProps {
  readonly parameters: StackParameters;
  readonly configRuleName: string;
  /**
   * The rule, if `configRuleName` is a literal and no reference. Config does not delete a rule that has a remediation
   * configuration: CloudFormation has to delete the remediation configuration first, and needs a dependency to know this.
   */
  readonly rule?: CfnConfigRule;
  readonly documentName: string;
  readonly automationRoleArn: string;
  /** The condition under which the rule has a remediation. */
  readonly condition: CfnCondition;
}

/** The remediation configuration of the rule: manual (the button *Remediate*) or automatic. */
export class RemediationConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: RemediationConfigurationProps) {
    super(scope, id);
    const { parameters, rule } = props;
    const isAutomatic = new CfnCondition(scope, 'IsAutomatic', {
      expression: Fn.conditionEquals(parameters('Remediation').valueAsString, 'Automatic'),
    });
    const ifAutomatic = (name: string): IResolvable =>
      Fn.conditionIf(isAutomatic.logicalId, parameters(name).valueAsString, Aws.NO_VALUE);
    const configuration = new CfnRemediationConfiguration(this, 'Configuration', {
      configRuleName: props.configRuleName,
      targetType: 'SSM_DOCUMENT',
      targetId: props.documentName,
      automatic: Token.asAny(Fn.conditionIf(isAutomatic.logicalId, true, false)),
      maximumAutomaticAttempts: Token.asNumber(ifAutomatic('MaximumAutomaticAttempts')),
      retryAttemptSeconds: Token.asNumber(ifAutomatic('RetryAttemptSeconds')),
      parameters: runbookParameters(props),
    });
    if (rule) configuration.addResourceDependency(rule);
    applyCondition(props.condition, configuration);
  }
}

/**
 * PutRemediationConfigurations has to be called again after an incompatible change of the document (AWS Config API Reference).
 * CloudFormation calls it only if a property changes, so the version of the runbook is one of the parameters.
 */
function runbookParameters({ parameters, automationRoleArn }: RemediationConfigurationProps): object {
  return {
    AutomationAssumeRole: staticValue(automationRoleArn),
    IAMUserId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    SelectionStrategy: staticValue(parameters('SelectionStrategy').valueAsString),
    RotationGraceHours: staticValue(parameters('RotationGraceHours').valueAsString),
    ProtectUsedWithinDays: staticValue(parameters('ProtectUsedWithinDays').valueAsString),
    ExemptionMaxDays: staticValue(parameters('ExemptionMaxDays').valueAsString),
    RunbookVersion: staticValue(runbookVersion('deactivate')),
  };
}

function staticValue(value: string): object {
  return { StaticValue: { Values: [value] } };
}
