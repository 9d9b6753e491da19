import { Aws, CfnStackSet, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import type { RolloutTargets } from './rollout-targets.ts';

/** What the StackSets of a rollout have in common. */
export interface Rollout {
  /** The parameters of the organization's stack. */
  readonly parameters: StackParameters;
  readonly targets: RolloutTargets;
}

/** What makes a StackSet different from the others of a rollout. */
export interface StackSetProps {
  readonly rollout: Rollout;
  readonly stackSetName: string;
  readonly description: string;
  /** The template as a text, or the URL of the template. */
  readonly template: { readonly templateBody: string } | { readonly templateUrl: string };
  /** The values of the template's parameters, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** The Region of the stacks, the same for all accounts. */
  readonly region: string;
}

/**
 * Adds a service-managed StackSet: it deploys a template to one Region of each account of the targets, and,
 * without a filter, of each account that joins them. CloudFormation gives it the tags of the organization's
 * stack, and gives those of the StackSet to its stacks and their resources (CloudFormation Template
 * Reference, AWS::CloudFormation::StackSet, Tags).
 */
export function addStackSet(scope: Construct, id: string, props: StackSetProps): CfnStackSet {
  const { rollout, stackSetName, description, template, values, region } = props;
  const { parameters, targets } = rollout;
  return new CfnStackSet(scope, id, {
    stackSetName,
    description,
    permissionModel: 'SERVICE_MANAGED',
    callAs: parameters('CallAs').valueAsString,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    autoDeployment: autoDeployment(targets),
    // With managed execution StackSets queues conflicting operations; without it, the second one would fail.
    managedExecution: { Active: true },
    operationPreferences: operationPreferences(parameters),
    parameters: Object.entries(values).map(([parameterKey, parameterValue]) => ({
      parameterKey,
      parameterValue,
    })),
    stackInstancesGroup: targets.stacksIn(region),
    ...template,
  });
}

/**
 * CloudFormation does not apply a filter of accounts to those that join later, so with a filter they get
 * nothing (CloudFormation User Guide, "Enable or disable automatic deployments for StackSets in AWS
 * Organizations").
 */
function autoDeployment({ hasFilter }: RolloutTargets): CfnStackSet.AutoDeploymentProperty {
  const ifFiltered = (then: unknown, otherwise: unknown) =>
    Token.asAny(Fn.conditionIf(hasFilter.logicalId, then, otherwise));
  return {
    enabled: ifFiltered(false, true),
    // Only allowed where automatic deployment is enabled (API Reference, AutoDeployment).
    retainStacksOnAccountRemoval: ifFiltered(Aws.NO_VALUE, false),
  };
}

function operationPreferences(parameters: StackParameters): CfnStackSet.OperationPreferencesProperty {
  return {
    // The default, STRICT_FAILURE_TOLERANCE, would let the tolerance limit how many accounts are deployed at
    // the same time.
    concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    failureTolerancePercentage: Token.asNumber(parameters('FailureTolerancePercentage').value),
    maxConcurrentPercentage: Token.asNumber(parameters('MaxConcurrentPercentage').value),
    // It has no effect, since a StackSet of ours deploys to one Region.
    regionConcurrencyType: 'SEQUENTIAL',
  };
}
