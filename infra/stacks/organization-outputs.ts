import { Aws, CfnOutput, Fn, type Stack } from 'aws-cdk-lib';

/** The names of the conformance pack and of the StackSet. */
export interface OrganizationOutputs {
  readonly pack: string;
  readonly stackSet: string;
}

/** Adds the outputs of an organization's stack: the commands that show the status of the deployment in each account. */
export function addOrganizationOutputs(stack: Stack, { pack, stackSet }: OrganizationOutputs): void {
  const region = Aws.REGION;
  new CfnOutput(stack, 'MemberStatus', {
    description:
      'The command that lists the accounts with the functions, and the accounts in which the deployment ' +
      'failed. A delegated administrator adds --call-as DELEGATED_ADMIN.',
    value: Fn.join('', [
      'aws cloudformation list-stack-instances --region ',
      region,
      ' --stack-set-name ',
      stackSet,
    ]),
  });
  new CfnOutput(stack, 'PackStatus', {
    description:
      'The command that lists the accounts with the conformance pack, and the accounts in which the deployment failed.',
    value: Fn.join('', [
      'aws configservice get-organization-conformance-pack-detailed-status --region ',
      region,
      ' --organization-conformance-pack-name ',
      pack,
    ]),
  });
}
