import type { Construct } from 'constructs';
import { addAccountParts } from '../constructs/account-parts.ts';
import { ConfigRule } from '../constructs/config-rule.ts';
import { addFoundation } from '../constructs/foundation.ts';
import { RemediationConfiguration } from '../constructs/remediation-configuration.ts';
import { addAccountOutputs } from '../outputs.ts';
import { together } from '../parameter-group.ts';
import { EVALUATION, NEAR_REAL_TIME, OPERATION, POLICY, REMEDIATION } from '../parameters.ts';
import { describe } from '../product.ts';
import { addParameters } from '../settings.ts';
import { PlainStack } from './plain-stack.ts';

/** `OneActiveKey`: everything that one account needs. */
export class AccountStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      describe(
        'AWS Config rule that reports every IAM user with more than one active access key, and its remediation, which deactivates exactly the surplus key, never the last one, reversibly.',
      ),
    );
    const evaluation = together(EVALUATION, NEAR_REAL_TIME);
    const settings = addParameters(this, [POLICY, evaluation, REMEDIATION, OPERATION]);
    const parts = addAccountParts(this, addFoundation(this, settings));
    const rule = new ConfigRule(this, 'Config', settings, parts.ruleFunction);
    new RemediationConfiguration(this, 'Remediate', settings, {
      configRuleName: rule.resource.ref,
      documentName: parts.runbooks.documentOf('deactivate').ref,
      automationRoleArn: parts.remediationFunction.automationRoleArn,
    });
    addAccountOutputs(this, parts, rule.resource.ref);
  }
}
