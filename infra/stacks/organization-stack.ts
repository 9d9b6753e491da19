import { CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addGivenCondition } from '../constructs/given-condition.ts';
import { OrganizationPack, PLACEHOLDERS } from '../constructs/organization-pack.ts';
import { addStackSet } from '../constructs/stack-set.ts';
import { packTemplate } from '../pack/pack.ts';
import { DELETION, NEAR_REAL_TIME, REMEDIATION } from '../parameters/capability-parameters.ts';
import { OPERATION } from '../parameters/operation-parameters.ts';
import { ORGANIZATION } from '../parameters/organization-parameters.ts';
import { selectParameters } from '../parameters/parameter-group.ts';
import { EVALUATION, POLICY } from '../parameters/rule-parameters.ts';
import { addParameters, type StackParameters } from '../parameters/stack-parameters.ts';
import { addOrganizationOutputs } from './organization-outputs.ts';
import { addParameterRules } from './parameter-rules.ts';
import { PlainStack } from './plain-stack.ts';
import { templateDescription } from './template-description.ts';

const PACK_GROUPS = [POLICY, EVALUATION, REMEDIATION];

const DESCRIPTION =
  'a StackSet and an organization conformance pack for every account of an organization, and for every ' +
  'account that joins it.';

/** The stack `OneActiveKeyOrganization`: the StackSet of the account template, and after it the conformance pack. */
export class OrganizationStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, templateDescription(DESCRIPTION));
    const parameters = addParameters(this, [
      ORGANIZATION,
      ...PACK_GROUPS,
      DELETION,
      NEAR_REAL_TIME,
      selectParameters(OPERATION, ['KmsKeyArn', 'LogRetentionDays', 'PermissionsBoundaryName', 'RolePath']),
    ]);
    addParameterRules(this, parameters);
    addDelegatedAdministratorRule(this, parameters);
    addAccountFilterRule(this, parameters);
    const hasFilter = addGivenCondition(this, 'HasAccountFilter', parameters('Accounts').valueAsString);
    const stackSet = addStackSet(this, parameters, hasFilter);
    const { resource: pack } = new OrganizationPack(this, 'Organization', {
      parameters,
      template: packTemplate(PLACEHOLDERS),
      groups: PACK_GROUPS,
    });
    pack.addResourceDependency(stackSet);
    addOrganizationOutputs(this, {
      pack: pack.organizationConformancePackName,
      stackSet: stackSet.stackSetName,
    });
  }
}

function addDelegatedAdministratorRule(stack: Stack, parameters: StackParameters): void {
  const is = comparisonOf(parameters);
  new CfnRule(stack, 'DelegatedAdministrator', {
    ruleCondition: is('CallAs', 'DELEGATED_ADMIN'),
    assertions: [
      {
        assert: Fn.conditionNot(is('ManagementAccountId', '')),
        assertDescription: 'A delegated administrator must give ManagementAccountId.',
      },
    ],
  });
}

/** Without this rule, a filter without accounts, or accounts without a filter, would deploy to all accounts of the units. */
function addAccountFilterRule(stack: Stack, parameters: StackParameters): void {
  const is = comparisonOf(parameters);
  new CfnRule(stack, 'AccountFilter', {
    assertions: [
      {
        assert: Fn.conditionOr(
          Fn.conditionAnd(is('AccountFilterType', 'NONE'), is('Accounts', '')),
          Fn.conditionAnd(
            Fn.conditionNot(is('AccountFilterType', 'NONE')),
            Fn.conditionNot(is('Accounts', '')),
          ),
        ),
        assertDescription:
          'Accounts must be empty if AccountFilterType is NONE, and must be given otherwise.',
      },
    ],
  });
}

/** Returns the condition that a parameter has a value. */
function comparisonOf(parameters: StackParameters) {
  return (parameter: string, value: string) => Fn.conditionEquals(parameters(parameter).valueAsString, value);
}
