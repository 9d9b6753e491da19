import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, CfnStackSet, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/** The parameters of the member template that the organization sets for all accounts. */
const PASSED_ON = ['NearRealTime', 'LogRetentionDays'];

/** The member template in each account of the units, and in those that join them. */
export interface MemberStackSetOptions {
  readonly templateBody: string;
  readonly hasFilter: CfnCondition;
}

/** Adds a service-managed StackSet that keeps the member template in one Region of each account. */
export function addMemberStackSet(
  scope: Construct,
  settings: Settings,
  { templateBody, hasFilter }: MemberStackSetOptions,
): CfnStackSet {
  const ifFiltered = (value: string | string[]) => Fn.conditionIf(hasFilter.logicalId, value, Aws.NO_VALUE);
  const listOf = (name: string) => Fn.split(',', settings(name).valueAsString);
  return new CfnStackSet(scope, 'MemberStackSet', {
    stackSetName: 'one-active-key-member',
    description: 'Functions, roles and runbooks of One Active Key.',
    permissionModel: 'SERVICE_MANAGED',
    callAs: settings('CallAs').valueAsString,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    // Operations that collide queue up instead of failing.
    managedExecution: { Active: true },
    operationPreferences: {
      // Otherwise the tolerance would also limit how many accounts are deployed at a time.
      concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      failureTolerancePercentage: Token.asNumber(settings('FailureTolerancePercentage').value),
      maxConcurrentPercentage: Token.asNumber(settings('MaxConcurrentPercentage').value),
      regionConcurrencyType: settings('RegionConcurrencyType').valueAsString,
    },
    parameters: PASSED_ON.map((name) => ({
      parameterKey: name,
      parameterValue: settings(name).valueAsString,
    })),
    stackInstancesGroup: [
      {
        deploymentTargets: {
          organizationalUnitIds: listOf('OrganizationalUnitIds'),
          accountFilterType: Token.asString(ifFiltered(settings('AccountFilterType').valueAsString)),
          accounts: Token.asList(ifFiltered(listOf('Accounts'))),
        },
        regions: [Aws.REGION],
      },
    ],
    templateBody,
  });
}
