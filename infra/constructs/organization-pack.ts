import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import { CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import type { ParameterGroup } from '../parameters/parameter-group.ts';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import type { Template } from '../templates/template.ts';
import { addGivenCondition } from './given-condition.ts';

const MANAGEMENT_ACCOUNT = '@ManagementAccount@';

const PARTITION = '@Partition@';

const ROLE_PATH = '@RolePath@';

/** The environment of the pack's template, with a placeholder for each of its values. */
export const PLACEHOLDERS = { accountId: MANAGEMENT_ACCOUNT, partition: PARTITION, rolePath: ROLE_PATH };

/** The template and the parameters of the pack. */
export interface OrganizationPackProps {
  readonly parameters: StackParameters;
  /** The pack's template for the environment `PLACEHOLDERS`. */
  readonly template: Template;
  /** The groups of the pack's parameters; the stack has parameters of the same names. */
  readonly groups: readonly ParameterGroup[];
}

/** The conformance pack in each account of the organization, except for the excluded accounts. */
export class OrganizationPack extends Construct {
  readonly resource: CfnOrganizationConformancePack;
  private readonly managementAccount: string;

  constructor(scope: Construct, id: string, { parameters, template, groups }: OrganizationPackProps) {
    super(scope, id);
    this.managementAccount = this.managementAccountOf(parameters);
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

  private managementAccountOf(parameters: StackParameters): string {
    const isElsewhere = addGivenCondition(
      this,
      'IsManagementAccountElsewhere',
      parameters('ManagementAccountId').valueAsString,
    );
    const account = parameters('ManagementAccountId').valueAsString;
    return Fn.conditionIf(isElsewhere.logicalId, account, Aws.ACCOUNT_ID).toString();
  }

  /**
   * The pack's template as a text. `Fn::Sub` replaces the three placeholders only: `${!Name}` keeps the
   * pack's own references `${Name}` (CloudFormation Template Reference, Fn::Sub).
   */
  private templateBody(template: Template): string {
    const text = JSON.stringify(template, null, 2)
      .replaceAll('${', '${!')
      .replaceAll(PARTITION, '${AWS::Partition}')
      .replaceAll(ROLE_PATH, '${RolePath}')
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
