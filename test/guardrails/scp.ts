import {
  type Context,
  type Decision,
  decideByServiceControlPolicy,
  type PolicyDocument,
} from '../support/simulator.ts';

/** What somebody asks of an account that a service control policy is attached to. */
export interface ScpRequest {
  /** The ARN of a user, a role, a role's session (`…:assumed-role/…`) or the root user. */
  readonly principal: string;
  readonly action: string;
  /** One ARN, or `*` for an action that knows no resource type. */
  readonly resource: string;
  /** For a session with `aws:PrincipalArn`, the ARN of its role: the session's own ARN leaves the role's path out. */
  readonly context?: Context;
}

/**
 * What IAM answers under a service control policy, attached beside FullAWSAccess, to somebody whose own policies allow
 * everything. Anything that the simulator does not take as it is given is an error, so that no typo passes for a denial.
 */
export async function decideUnderScp(scp: PolicyDocument, request: ScpRequest): Promise<Decision> {
  const { principal, action, resource } = request;
  return decideByServiceControlPolicy(scp, principal, { action, resource, context: contextOf(request) });
}

/** IAM puts `aws:PrincipalArn` into every request: a negated condition on it would hold where it is forgotten. */
function contextOf({ principal, context = {} }: ScpRequest): Record<string, string | string[]> {
  if (principal.startsWith('arn:aws:sts:') && !context['aws:PrincipalArn']) {
    throw new Error(`Expected aws:PrincipalArn, the ARN of the role, in the context of ${principal}`);
  }
  return Object.fromEntries(
    Object.entries({ 'aws:PrincipalArn': principal, ...context }).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : [...value],
    ]),
  );
}
