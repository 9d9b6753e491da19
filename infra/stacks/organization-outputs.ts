import { Aws, CfnCondition, CfnOutput, type CfnStackSet, Fn, type Stack, Token } from 'aws-cdk-lib';
import type { CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import type { ForwardingStackSet } from '../constructs/forwarding-stack-set.ts';
import type { Rollout } from '../constructs/stack-set.ts';

/** The StackSets and the conformance pack of a rollout. */
export interface OrganizationOutputs extends Rollout {
  readonly accountStackSet: CfnStackSet;
  readonly forwarding: ForwardingStackSet;
  readonly pack: { readonly resource: CfnOrganizationConformancePack; readonly bringsPack: CfnCondition };
}

/**
 * Adds the outputs of an organization's stack: the commands that show the status of the deployment in each
 * account.
 */
export function addOrganizationOutputs(stack: Stack, outputs: OrganizationOutputs): void {
  addStackSetOutputs(stack, outputs);
  const { pack, targets } = outputs;
  new CfnOutput(stack, 'PackStatus', {
    condition: pack.bringsPack,
    description:
      'The command that lists the accounts with the conformance pack, and the accounts in which the deployment failed.',
    value: Fn.join('', [
      'aws configservice get-organization-conformance-pack-detailed-status --region ',
      Aws.REGION,
      ' --organization-conformance-pack-name ',
      pack.resource.organizationConformancePackName,
    ]),
  });
  new CfnOutput(stack, 'AutomaticDeployment', {
    description:
      'true: accounts that join get the stacks, and the stacks of accounts that leave are deleted. false, since there is a ' +
      'filter of accounts: accounts that join get nothing, and accounts that leave keep their stacks until you delete them.',
    value: Token.asString(Fn.conditionIf(targets.hasFilter.logicalId, 'false', 'true')),
  });
}

function addStackSetOutputs(
  stack: Stack,
  { parameters, accountStackSet, forwarding }: OrganizationOutputs,
): void {
  const listInstances = addListInstances(stack, parameters('CallAs').valueAsString);
  new CfnOutput(stack, 'MemberStatus', {
    description:
      'The command that lists the accounts with the functions, and the accounts in which the deployment failed.',
    value: listInstances(accountStackSet),
  });
  new CfnOutput(stack, 'ForwardingStatus', {
    condition: forwarding.forwards,
    description:
      "The command that lists the accounts that forward IAM's events, and the accounts in which the deployment failed.",
    value: listInstances(forwarding.stackSet),
  });
}

/** Returns a function that writes the command that lists the stacks of a StackSet. */
function addListInstances(stack: Stack, callAs: string) {
  const isDelegated = new CfnCondition(stack, 'IsDelegatedAdministrator', {
    expression: Fn.conditionEquals(callAs, 'DELEGATED_ADMIN'),
  });
  const option = Fn.conditionIf(isDelegated.logicalId, ' --call-as DELEGATED_ADMIN', '').toString();
  return ({ stackSetName }: CfnStackSet) =>
    Fn.join('', [
      'aws cloudformation list-stack-instances --region ',
      Aws.REGION,
      ' --stack-set-name ',
      stackSetName,
      option,
    ]);
}
