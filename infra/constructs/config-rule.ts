import type { CfnResource } from 'aws-cdk-lib';
import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { cisInShort } from '../../product/standards.ts';
import type { StackParameters } from '../stack-parameters.ts';

/** The function of the rule. */
export interface RuleSource {
  readonly functionArn: string;
  /** The permission to invoke it, where it is in the same stack: Config refuses a rule that it cannot invoke. */
  readonly permission?: CfnResource;
}

/**
 * The rule on the compliance dashboard. L1, since the L2 CustomRule gives the function's role the managed policy
 * AWSConfigRulesExecutionRole: all of Config, and objects in buckets.
 */
export class ConfigRule extends Construct {
  readonly resource: CfnConfigRule;

  constructor(scope: Construct, id: string, parameters: StackParameters, source: RuleSource) {
    super(scope, id);
    this.resource = new CfnConfigRule(this, 'Rule', {
      configRuleName: NAMES.configRule,
      description: `IAM users have one active access key at most: CIS AWS Foundations ${cisInShort()}. The annotation of a NON_COMPLIANT user is the plan: which key stays, which one remediation would deactivate and why.`,
      inputParameters: {
        selectionStrategy: parameters('SelectionStrategy').valueAsString,
        rotationGraceHours: parameters('RotationGraceHours').valueAsString,
        protectUsedWithinDays: parameters('ProtectUsedWithinDays').valueAsString,
        exemptionMaxDays: parameters('ExemptionMaxDays').valueAsString,
        reporting: parameters('Reporting').valueAsString,
      },
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: source.functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: parameters('EvaluationFrequency').valueAsString,
          },
        ],
      },
    });
    if (source.permission) this.resource.addResourceDependency(source.permission);
  }
}
