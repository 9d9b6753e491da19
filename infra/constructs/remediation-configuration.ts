import { Token } from 'aws-cdk-lib';
import { type CfnConfigRule, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { runbookVersion } from '../runbook-files.ts';
import { addExistence, allOf, choose, type Existence, ifExists } from './existence.ts';
import { isSetTo, numberIn, type Settings } from './settings.ts';

/** The rule, the runbook that remediates its non-compliant users, and the parameters of both. */
export interface RemediationConfigurationProps {
  readonly settings: Settings;
  readonly configRuleName: string;
  /**
   * The rule, if `configRuleName` is a literal and no reference. Config does not delete a rule that has a
   * remediation configuration: CloudFormation has to delete the remediation configuration first, and needs a
   * dependency to know this.
   */
  readonly rule?: CfnConfigRule;
  readonly documentName: string;
  readonly automationRoleArn: string;
}

/**
 * The remediation configuration of the rule: manual (the button *Remediate*) or automatic. With notices it is
 * manual, since AWS Config would act at once; a person may do so, too.
 */
export class RemediationConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: RemediationConfigurationProps) {
    super(scope, id);
    const { settings, rule } = props;
    const isAutomatic = addExistence(
      scope,
      'IsAutomatic',
      allOf(isSetTo(settings, 'Remediation', 'Automatic'), isSetTo(settings, 'NoticeDays', '0')),
    );
    const ifAutomatic = (name: string): number =>
      Token.asNumber(ifExists(isAutomatic, numberIn(settings, name)));
    const configuration = new CfnRemediationConfiguration(this, 'Configuration', {
      configRuleName: props.configRuleName,
      targetType: 'SSM_DOCUMENT',
      targetId: props.documentName,
      automatic: Token.asAny(choose(isAutomatic, true, false)),
      maximumAutomaticAttempts: ifAutomatic('MaximumAutomaticAttempts'),
      retryAttemptSeconds: ifAutomatic('RetryAttemptSeconds'),
      parameters: runbookParameters(props, isAutomatic),
    });
    if (rule) configuration.addResourceDependency(rule);
  }
}

/**
 * PutRemediationConfigurations has to be called again after an incompatible change of the document (AWS
 * Config API Reference). CloudFormation calls it only if a property changes, so the version of the runbook is
 * one of the parameters.
 */
function runbookParameters(
  { settings, automationRoleArn }: RemediationConfigurationProps,
  isAutomatic: Existence,
): object {
  return {
    AutomationAssumeRole: staticValue(automationRoleArn),
    // A person's click passes the same values: it counts as automatic where AWS Config acts by itself.
    Automatic: staticValue(Token.asString(choose(isAutomatic, 'true', 'false'))),
    IAMUserId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    SelectionStrategy: staticValue(settings('SelectionStrategy')),
    RotationGraceHours: staticValue(settings('RotationGraceHours')),
    ProtectUsedWithinDays: staticValue(settings('ProtectUsedWithinDays')),
    ExemptionMaxDays: staticValue(settings('ExemptionMaxDays')),
    RunbookVersion: staticValue(runbookVersion('deactivate')),
  };
}

function staticValue(value: string): object {
  return { StaticValue: { Values: [value] } };
}
