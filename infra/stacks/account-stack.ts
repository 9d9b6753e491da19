import type { Construct } from 'constructs';
import { addAccountResources } from '../constructs/account-resources.ts';
import { ConfigRule } from '../constructs/config-rule.ts';
import { RemediationConfiguration } from '../constructs/remediation-configuration.ts';
import { addStackContext } from '../constructs/stack-context.ts';
import { mergeGroups } from '../parameters/parameter-group.ts';
import { EVALUATION, NEAR_REAL_TIME, OPERATION, POLICY, REMEDIATION } from '../parameters/parameters.ts';
import { addParameters } from '../parameters/stack-parameters.ts';
import { addAccountOutputs } from './outputs.ts';
import { PlainStack } from './plain-stack.ts';
import { templateDescription } from './template-description.ts';

/** The stack `OneActiveKey`: all resources for one account, the rule and its remediation included. */
export class AccountStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      templateDescription(
        'AWS Config rule that reports every IAM user with more than one active access key, and its remediation, which deactivates the surplus keys, never the last active one, and can be undone.',
      ),
    );
    const evaluation = mergeGroups(EVALUATION, NEAR_REAL_TIME);
    const parameters = addParameters(this, [POLICY, evaluation, REMEDIATION, OPERATION]);
    const resources = addAccountResources(this, addStackContext(this, parameters));
    const { functionArn, permission } = resources.ruleFunction;
    const rule = new ConfigRule(this, 'Config', { parameters, functionArn, permission });
    new RemediationConfiguration(this, 'Remediate', {
      parameters,
      configRuleName: rule.resource.ref,
      documentName: resources.runbooks.documentOf('deactivate').ref,
      automationRoleArn: resources.remediationFunction.automationRoleArn,
    });
    addAccountOutputs(this, resources, rule.resource.ref);
  }
}
