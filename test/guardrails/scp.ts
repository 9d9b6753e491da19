import {
  type Context,
  type Decision,
  decideByServiceControlPolicy,
  type PolicyDocument,
} from '../support/simulator.ts';

/** A request in an account to which a service control policy is attached. */
export interface ScpRequest {
  /** The ARN of a user, a role, a role's session (`…:assumed-role/…`) or the root user. */
  readonly principal: string;
  readonly action: string;
  /** One ARN, or `*` for an action without a resource type. */
  readonly resource: string;
  /**
   * For a session it must contain `aws:PrincipalArn`, the ARN of its role: the session's own ARN does not
   * contain the role's path.
   */
  readonly context?: Context;
}

/**
 * Decides a request as IAM does under a service control policy that is attached beside FullAWSAccess, for a
 * principal whose own policies allow everything. Throws for a malformed request, so that a typing error is
 * never a denial.
 */
export async function decideUnderScp(scp: PolicyDocument, request: ScpRequest): Promise<Decision> {
  const { principal, action, resource } = request;
  return decideByServiceControlPolicy(scp, principal, { action, resource, context: contextOf(request) });
}

/** IAM puts `aws:PrincipalArn` into every request. Without it, a negated condition on it would be true. */
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
