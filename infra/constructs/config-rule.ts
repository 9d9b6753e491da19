import type { CfnResource } from 'aws-cdk-lib';
import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { cisInShort } from '../../product/standards.ts';
import type { Settings } from './settings.ts';

/** The settings of the rule, and the function that it invokes. */
export interface ConfigRuleProps {
  readonly settings: Settings;
  readonly functionArn: string;
  /**
   * The permission of AWS Config to invoke the function; absent if another stack has the function.
   * CloudFormation creates the permission first, since AWS Config rejects a rule whose function it is not
   * allowed to invoke.
   */
  readonly permission?: CfnResource;
}

/**
 * The AWS Config rule. It is an L1 construct, since the L2 construct CustomRule gives the function's role the
 * managed policy AWSConfigRulesExecutionRole, which allows all actions of Config and access to objects in
 * buckets.
 */
export class ConfigRule extends Construct {
  readonly resource: CfnConfigRule;

  constructor(scope: Construct, id: string, { settings, functionArn, permission }: ConfigRuleProps) {
    super(scope, id);
    this.resource = new CfnConfigRule(this, 'Rule', {
      configRuleName: NAMES.configRule,
      description:
        `An IAM user may have at most one active access key: CIS AWS Foundations ${cisInShort()}. The ` +
        'annotation of a NON_COMPLIANT user says which key stays, which one the remediation would ' +
        'deactivate, and why.',
      inputParameters: inputParameters(settings),
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: settings('EvaluationFrequency'),
          },
        ],
      },
    });
    if (permission) this.resource.addResourceDependency(permission);
  }
}

function inputParameters(settings: Settings): object {
  return {
    selectionStrategy: settings('SelectionStrategy'),
    rotationGraceHours: settings('RotationGraceHours'),
    protectUsedWithinDays: settings('ProtectUsedWithinDays'),
    exemptionMaxDays: settings('ExemptionMaxDays'),
    reporting: settings('Reporting'),
  };
}
