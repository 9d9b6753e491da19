import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, CfnStackSet, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StackParameters } from '../parameters/stack-parameters.ts';

/** The parameters of the account template whose values come from the organization's stack. */
const PASSED_PARAMETERS = [
  'Remediation',
  'Deletion',
  'SoakDays',
  'NearRealTime',
  'KmsKeyArn',
  'PermissionsBoundaryName',
  'RolePath',
  'LogRetentionDays',
];

/**
 * Adds a service-managed StackSet: it deploys the account template, without the rule, to one Region of each account of the
 * organizational units, and of each account that joins them. `hasFilter` is the condition that a filter for accounts is given.
 */
export function addStackSet(
  scope: Construct,
  parameters: StackParameters,
  hasFilter: CfnCondition,
): CfnStackSet {
  return new CfnStackSet(scope, 'AccountStackSet', {
    stackSetName: 'one-active-key',
    description: 'Deploys the functions, roles and runbooks of One Active Key to every account.',
    permissionModel: 'SERVICE_MANAGED',
    callAs: parameters('CallAs').valueAsString,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    // With managed execution StackSets queues conflicting operations; without it, the second one would fail.
    managedExecution: { Active: true },
    operationPreferences: operationPreferences(parameters),
    parameters: [
      // The conformance pack brings the rule.
      { parameterKey: 'ConfigRule', parameterValue: 'None' },
      ...PASSED_PARAMETERS.map((name) => ({
        parameterKey: name,
        parameterValue: parameters(name).valueAsString,
      })),
    ],
    stackInstancesGroup: [
      { deploymentTargets: deploymentTargets(parameters, hasFilter), regions: [Aws.REGION] },
    ],
    templateUrl: parameters('TemplateUrl').valueAsString,
  });
}

function operationPreferences(parameters: StackParameters): CfnStackSet.OperationPreferencesProperty {
  return {
    // The default, STRICT_FAILURE_TOLERANCE, would let the tolerance limit how many accounts are deployed at the same
    // time.
    concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    failureTolerancePercentage: Token.asNumber(parameters('FailureTolerancePercentage').value),
    maxConcurrentPercentage: Token.asNumber(parameters('MaxConcurrentPercentage').value),
    regionConcurrencyType: parameters('RegionConcurrencyType').valueAsString,
  };
}

/** The accounts of the organizational units, without those that a filter excludes. */
function deploymentTargets(
  parameters: StackParameters,
  hasFilter: CfnCondition,
): CfnStackSet.DeploymentTargetsProperty {
  const ifFiltered = (value: string | string[]) => Fn.conditionIf(hasFilter.logicalId, value, Aws.NO_VALUE);
  const listOf = (name: string) => Fn.split(',', parameters(name).valueAsString);
  return {
    organizationalUnitIds: listOf('OrganizationalUnitIds'),
    accountFilterType: Token.asString(ifFiltered(parameters('AccountFilterType').valueAsString)),
    accounts: Token.asList(ifFiltered(listOf('Accounts'))),
  };
}
