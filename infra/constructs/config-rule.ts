import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { NAMES } from '../../rule/names.ts';
import type { Settings } from '../parameters.ts';
import type { RuleFunction } from './rule-function.ts';

/**
 * The rule on the compliance dashboard. L1, since the L2 CustomRule gives the function's role the managed policy
 * AWSConfigRulesExecutionRole: all of Config, and objects in buckets.
 */
export class ConfigRule extends Construct {
  readonly resource: CfnConfigRule;

  constructor(scope: Construct, id: string, settings: Settings, ruleFunction: RuleFunction) {
    super(scope, id);
    this.resource = new CfnConfigRule(this, 'Rule', {
      configRuleName: NAMES.configRule,
      description:
        'Every IAM user has one active access key at most. The annotation of a NON_COMPLIANT user is the plan: which key stays, which one remediation would deactivate and why.',
      inputParameters: {
        selectionStrategy: settings('SelectionStrategy').valueAsString,
        rotationGraceHours: settings('RotationGraceHours').valueAsString,
        protectUsedWithinDays: settings('ProtectUsedWithinDays').valueAsString,
        exemptionMaxDays: settings('ExemptionMaxDays').valueAsString,
      },
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: ruleFunction.functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: settings('EvaluationFrequency').valueAsString,
          },
        ],
      },
    });
    this.resource.addResourceDependency(ruleFunction.permission);
  }
}
