import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import { CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { ParameterGroup } from '../parameter-group.ts';
import type { StackParameters } from '../stack-parameters.ts';
import type { Template } from '../template.ts';
import { addGivenCondition } from './given-condition.ts';

/** Stands for the management account's id while the pack's text is written. */
export const MANAGEMENT_ACCOUNT = '@ManagementAccount@';

/** Stands for the partition while the pack's text is written. */
export const PARTITION = '@Partition@';

/** What the pack is made of. */
export interface OrganizationPackOptions {
  /** Written out for `MANAGEMENT_ACCOUNT` and `PARTITION`. */
  readonly template: Template;
  /** The groups of the pack's own parameters, which the stack has under the same names. */
  readonly groups: readonly ParameterGroup[];
}

/** The conformance pack in each account of the organization but the excluded ones. */
export class OrganizationPack extends Construct {
  readonly resource: CfnOrganizationConformancePack;
  private readonly managementAccount: string;

  constructor(
    scope: Construct,
    id: string,
    parameters: StackParameters,
    { template, groups }: OrganizationPackOptions,
  ) {
    super(scope, id);
    const isElsewhere = addGivenCondition(
      this,
      'IsManagementAccountElsewhere',
      parameters('ManagementAccountId').valueAsString,
    );
    this.managementAccount = Fn.conditionIf(
      isElsewhere.logicalId,
      parameters('ManagementAccountId').valueAsString,
      Aws.ACCOUNT_ID,
    ).toString();
    const names = groups.flatMap(({ parameters }) => Object.keys(parameters));
    this.resource = new CfnOrganizationConformancePack(this, 'Pack', {
      organizationConformancePackName: 'one-active-key',
      conformancePackInputParameters: names.map((name) => ({
        parameterName: name,
        parameterValue: parameters(name).valueAsString,
      })),
      excludedAccounts: this.excludedAccounts(parameters),
      templateBody: this.templateBody(template),
    });
  }

  /** The pack's own references stay as they are; only the role's account and partition are filled in here. */
  private templateBody(template: Template): string {
    const text = JSON.stringify(template)
      .replaceAll('${', '${!')
      .replaceAll(PARTITION, '${AWS::Partition}')
      .replaceAll(MANAGEMENT_ACCOUNT, '${ManagementAccount}');
    return Fn.sub(text, { ManagementAccount: this.managementAccount });
  }

  private excludedAccounts(parameters: StackParameters): string[] {
    const others = parameters('ExcludedAccounts').valueAsString;
    const hasOthers = addGivenCondition(this, 'HasExcludedAccounts', others);
    const excludesManagement = new CfnCondition(this, 'ExcludesManagementAccount', {
      expression: Fn.conditionEquals(parameters('ExcludeManagementAccount').valueAsString, 'true'),
    });
    const all = Fn.split(',', Fn.join(',', [this.managementAccount, others]));
    return Token.asList(
      Fn.conditionIf(
        excludesManagement.logicalId,
        Fn.conditionIf(hasOthers.logicalId, all, [this.managementAccount]),
        Fn.conditionIf(hasOthers.logicalId, Fn.split(',', others), Aws.NO_VALUE),
      ),
    );
  }
}
