import { CfnCondition, type CfnStackSet, Fn, type IStackSynthesizer, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addAccountStackSet } from '../constructs/account-stack-set.ts';
import { addForwardingStackSet } from '../constructs/forwarding-stack-set.ts';
import { OrganizationPack, PLACEHOLDERS } from '../constructs/organization-pack.ts';
import { addRolloutTargets } from '../constructs/rollout-targets.ts';
import { packTemplate } from '../pack/pack.ts';
import { REMEDIATION } from '../parameters/capability-parameters.ts';
import { DEPLOYMENT, TEMPLATE } from '../parameters/deployment-parameters.ts';
import { ORGANIZATION } from '../parameters/organization-parameters.ts';
import { EVALUATION, POLICY } from '../parameters/rule-parameters.ts';
import { addParameters, type StackParameters } from '../parameters/stack-parameters.ts';
import { synthesizeAlone } from '../templates/synthesize.ts';
import { ForwardingStack } from './forwarding-stack.ts';
import { FIXED_VALUES, MEMBER_GROUPS, PASSED_PARAMETERS } from './member-parameters.ts';
import { addOrganizationOutputs } from './organization-outputs.ts';
import { addOrganizationRules } from './organization-rules.ts';
import { addParameterRules } from './parameter-rules.ts';
import { PlainStack } from './plain-stack.ts';
import { addRegionRule } from './region-rule.ts';
import { templateDescription } from './template-description.ts';

const DESCRIPTION = 'StackSets, and an organization conformance pack, for the accounts of an organization.';

/** Where the account template comes from, if it is not the parameter TemplateUrl that says so. */
export interface AccountTemplateSource {
  readonly synthesizer: IStackSynthesizer;
  /** Adds the account template to the stack's assets and returns its https URL. */
  readonly addTemplate: (stack: Stack) => string;
}

/**
 * The stack `OneActiveKeyOrganization`: the StackSet of the account template, and after it the conformance
 * pack with Rollout=ConformancePack, and the StackSet of the forwarding template where IAM's events are in
 * another Region.
 */
export class OrganizationStack extends PlainStack {
  constructor(scope: Construct, id: string, source?: AccountTemplateSource) {
    const description = templateDescription(DESCRIPTION);
    super(scope, id, source ? { description, synthesizer: source.synthesizer } : description);
    const groups = [ORGANIZATION, DEPLOYMENT, ...(source ? [] : [TEMPLATE]), ...MEMBER_GROUPS];
    const parameters = addParameters(this, groups);
    addOrganizationRules(this, parameters);
    addParameterRules(this, parameters);
    addRegionRule(this);
    const rollout = { parameters, targets: addRolloutTargets(this, parameters) };
    const bringsPack = new CfnCondition(this, 'BringsPack', {
      expression: Fn.conditionEquals(parameters('Rollout').valueAsString, 'ConformancePack'),
    });
    const accountStackSet = addAccountStackSet(this, {
      rollout,
      templateUrl: source?.addTemplate(this) ?? parameters('TemplateUrl').valueAsString,
      bringsPack,
      passed: PASSED_PARAMETERS,
      fixed: FIXED_VALUES,
    });
    const templateBody = forwardingTemplateBody();
    const forwarding = addForwardingStackSet(this, { rollout, templateBody, accountStackSet });
    const pack = this.addPack(parameters, { bringsPack, accountStackSet });
    addOrganizationOutputs(this, { parameters, targets: rollout.targets, accountStackSet, forwarding, pack });
  }

  private addPack(
    parameters: StackParameters,
    {
      bringsPack,
      accountStackSet,
    }: { readonly bringsPack: CfnCondition; readonly accountStackSet: CfnStackSet },
  ) {
    const { resource } = new OrganizationPack(this, 'Organization', {
      parameters,
      template: packTemplate(PLACEHOLDERS),
      groups: [POLICY, EVALUATION, REMEDIATION],
    });
    resource.cfnOptions.condition = bringsPack;
    // AWS Config rejects a rule whose function it is not allowed to invoke.
    resource.addResourceDependency(accountStackSet);
    return { resource, bringsPack };
  }
}

/** The forwarding template as an indented text. */
function forwardingTemplateBody(): string {
  const template = synthesizeAlone((app) => new ForwardingStack(app, 'Forwarding'));
  return JSON.stringify(template, null, 2);
}
