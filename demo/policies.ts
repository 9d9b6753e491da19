import type { SandboxAccount } from '../sandbox/account.ts';
import type { InlinePolicy } from '../sandbox/iam/user-state.ts';

/** The groups of the demo's account. */
export const GROUPS = { administrators: 'administrators', deployers: 'deployers' } as const;

const allow = (actions: string | readonly string[], resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
});

/** An inline policy of a user that may do everything in IAM. */
export const FULL_IAM: InlinePolicy = { policyName: 'manage-users', document: allow(['iam:*', 's3:Get*']) };

/** Creates the groups of the demo's account, of which both are administrator-like, with their policies. */
export function addPolicies({ backdoor, accountId, partition }: SandboxAccount): void {
  const ofAws = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
  const own = `arn:${partition}:iam::${accountId}:policy/deploy-everything`;
  backdoor.createPolicy({ arn: ofAws, document: allow('*') });
  backdoor.createPolicy({ arn: own, document: allow('*') });
  backdoor.createGroup({ groupName: GROUPS.administrators, attached: [ofAws] });
  const inline = [{ policyName: 'artifacts', document: allow('s3:*', 'arn:aws:s3:::artifacts/*') }];
  backdoor.createGroup({ groupName: GROUPS.deployers, attached: [own], inline });
}
