import { Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { ConfigRule } from '../constructs/config-rule.ts';
import { addExistence, addIf, notSo } from '../constructs/existence.ts';
import { RemediationConfiguration } from '../constructs/remediation-configuration.ts';
import { isSetTo } from '../constructs/settings.ts';
import { REMEDIATION } from '../parameters/capability-parameters.ts';
import { EVALUATION, POLICY } from '../parameters/rule-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { functionArn } from '../permissions/resources.ts';
import { PlainStack } from './plain-stack.ts';

/**
 * The rule and its remediation in a conformance pack. The functions, roles and runbooks come from the account
 * template with ConfigRule=None.
 *
 * The name of the rule and the ARN of the automation role are literals, since Config accepts no intrinsic
 * function for them in a pack (AWS Config Developer Guide, "Prerequisites for conformance packs").
 */
export class PackStack extends PlainStack {
  constructor(scope: Construct, id: string, automationRoleArn: string) {
    super(scope, id, 'Every IAM user has at most one active access key.');
    const settings = settingsOf(addParameters(this, [POLICY, EVALUATION, REMEDIATION]));
    const { resource: rule } = new ConfigRule(this, 'Compliance', {
      settings,
      functionArn: Fn.sub(functionArn(NAMES.ruleFunction)),
    });
    const canRemediate = addExistence(this, 'CanRemediate', notSo(isSetTo(settings, 'Remediation', 'None')));
    addIf(
      canRemediate,
      () =>
        new RemediationConfiguration(this, 'ComplianceRemediation', {
          settings,
          configRuleName: NAMES.configRule,
          rule,
          documentName: RUNBOOKS.deactivate.name,
          automationRoleArn,
        }),
    );
  }
}
