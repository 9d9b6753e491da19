import { Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { ConfigRule } from '../constructs/config-rule.ts';
import { RemediationConfiguration } from '../constructs/remediation-configuration.ts';
import { EVALUATION, POLICY, REMEDIATION } from '../parameters.ts';
import { functionArn } from '../permissions.ts';
import { addParameters } from '../stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';

/**
 * The rule and its remediation as a conformance pack has them: the functions, roles and runbooks are in the account
 * already. Config takes no intrinsic function for the rule's name and for the automation role in a pack (AWS Config
 * Developer Guide, "Prerequisites for conformance packs"), so that both are written out.
 */
export class PackStack extends PlainStack {
  constructor(scope: Construct, id: string, automationRoleArn: string) {
    super(scope, id, 'Every IAM user has one active access key at most.');
    const parameters = addParameters(this, [POLICY, EVALUATION, REMEDIATION]);
    const { resource: rule } = new ConfigRule(this, 'Config', parameters, {
      functionArn: Fn.sub(functionArn(NAMES.ruleFunction)),
    });
    new RemediationConfiguration(this, 'Remediate', parameters, {
      configRuleName: NAMES.configRule,
      rule,
      documentName: RUNBOOKS.deactivate.name,
      automationRoleArn,
    });
  }
}
