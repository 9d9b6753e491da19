import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, CfnStackSet, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StackParameters } from '../stack-parameters.ts';

/** The parameters of the member template that the organization sets for all accounts. */
const PASSED_PARAMETERS = ['NearRealTime', 'LogRetentionDays'];

/** The member template in each account of the units, and in those that join them. */
export interface MemberStackSetOptions {
  readonly templateBody: string;
  readonly hasFilter: CfnCondition;
}

/** Adds a service-managed StackSet that keeps the member template in one Region of each account. */
export function addMemberStackSet(
  scope: Construct,
  parameters: StackParameters,
  { templateBody, hasFilter }: MemberStackSetOptions,
): CfnStackSet {
  const ifFiltered = (value: string | string[]) => Fn.conditionIf(hasFilter.logicalId, value, Aws.NO_VALUE);
  const listOf = (name: string) => Fn.split(',', parameters(name).valueAsString);
  return new CfnStackSet(scope, 'MemberStackSet', {
    stackSetName: 'one-active-key-member',
    description: 'Functions, roles and runbooks of One Active Key.',
    permissionModel: 'SERVICE_MANAGED',
    callAs: parameters('CallAs').valueAsString,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    // Operations that collide queue up instead of failing.
    managedExecution: { Active: true },
    operationPreferences: {
      // Otherwise the tolerance would also limit how many accounts are deployed at a time.
      concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      failureTolerancePercentage: Token.asNumber(parameters('FailureTolerancePercentage').value),
      maxConcurrentPercentage: Token.asNumber(parameters('MaxConcurrentPercentage').value),
      regionConcurrencyType: parameters('RegionConcurrencyType').valueAsString,
    },
    parameters: PASSED_PARAMETERS.map((name) => ({
      parameterKey: name,
      parameterValue: parameters(name).valueAsString,
    })),
    stackInstancesGroup: [
      {
        deploymentTargets: {
          organizationalUnitIds: listOf('OrganizationalUnitIds'),
          accountFilterType: Token.asString(ifFiltered(parameters('AccountFilterType').valueAsString)),
          accounts: Token.asList(ifFiltered(listOf('Accounts'))),
        },
        regions: [Aws.REGION],
      },
    ],
    templateBody,
  });
}
