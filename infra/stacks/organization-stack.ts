import { CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addGivenCondition } from '../constructs/given-condition.ts';
import { addMemberStackSet } from '../constructs/member-stack-set.ts';
import { MANAGEMENT_ACCOUNT, OrganizationPack, PARTITION } from '../constructs/organization-pack.ts';
import { ORGANIZATION } from '../organization-parameters.ts';
import { addOrganizationOutputs } from '../outputs.ts';
import { packTemplate } from '../pack.ts';
import { selectParameters } from '../parameter-group.ts';
import { EVALUATION, NEAR_REAL_TIME, OPERATION, POLICY, REMEDIATION } from '../parameters.ts';
import { addParameters, type StackParameters } from '../stack-parameters.ts';
import type { Template } from '../template.ts';
import { templateDescription } from '../template-description.ts';
import { PlainStack } from './plain-stack.ts';

const PACK_GROUPS = [POLICY, EVALUATION, REMEDIATION];

/** `OneActiveKeyOrganization`: the member template in all accounts, and after it the conformance pack. */
export class OrganizationStack extends PlainStack {
  constructor(scope: Construct, id: string, memberTemplate: Template) {
    super(
      scope,
      id,
      templateDescription(
        'StackSet and organization conformance pack: every account, and every account that joins.',
      ),
    );
    const parameters = addParameters(this, [
      ORGANIZATION,
      ...PACK_GROUPS,
      NEAR_REAL_TIME,
      selectParameters(OPERATION, ['LogRetentionDays']),
    ]);
    addRules(this, parameters);
    const hasFilter = addGivenCondition(this, 'HasAccountFilter', parameters('Accounts').valueAsString);
    const { Metadata: _groupsThatNobodySees, ...template } = memberTemplate;
    const stackSet = addMemberStackSet(this, parameters, { templateBody: JSON.stringify(template), hasFilter });
    const { resource: pack } = new OrganizationPack(this, 'Organization', parameters, {
      template: packTemplate({ accountId: MANAGEMENT_ACCOUNT, partition: PARTITION }),
      groups: PACK_GROUPS,
    });
    pack.addResourceDependency(stackSet);
    addOrganizationOutputs(this, {
      pack: pack.organizationConformancePackName,
      stackSet: stackSet.stackSetName,
    });
  }
}

/** What one parameter alone cannot say. */
function addRules(stack: Stack, parameters: StackParameters): void {
  const is = (parameter: string, value: string) =>
    Fn.conditionEquals(parameters(parameter).valueAsString, value);
  new CfnRule(stack, 'DelegatedAdministrator', {
    ruleCondition: is('CallAs', 'DELEGATED_ADMIN'),
    assertions: [
      {
        assert: Fn.conditionNot(is('ManagementAccountId', '')),
        assertDescription: 'A delegated administrator has to say which account is the management account.',
      },
    ],
  });
  // Without this, a filter without accounts, and accounts without a filter, would be the whole of the units.
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
        assertDescription: 'Accounts are given exactly if AccountFilterType is not NONE.',
      },
    ],
  });
}
