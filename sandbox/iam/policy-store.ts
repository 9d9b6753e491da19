import type { InlinePolicy, Policies } from './user-state.ts';

/** A group as it is now. */
export interface GroupState {
  readonly groupName: string;
  readonly policies: Policies;
}

/** A managed policy as it is now; it has one version. */
export interface ManagedPolicy extends Pick<InlinePolicy, 'document'> {
  /** `arn:aws:iam::111122223333:policy/NAME`, or `arn:aws:iam::aws:policy/NAME` for a policy of AWS. */
  readonly arn: string;
}

/** The groups by name and the managed policies by ARN. Reads of them do not lag. */
export interface PolicyStore {
  readonly groups: Map<string, GroupState>;
  readonly managed: Map<string, ManagedPolicy>;
}

/** Creates a store without groups and policies. */
export function createPolicyStore(): PolicyStore {
  return { groups: new Map(), managed: new Map() };
}

/** Throws for the ARN of a policy that does not exist. */
export function refuseUnknownPolicies({ managed }: PolicyStore, arns: readonly string[]): void {
  const unknown = arns.filter((arn) => !managed.has(arn));
  if (unknown.length > 0) throw new Error(`The sandbox has no policy ${unknown.join(', ')}`);
}

/** The last part of the ARN of a policy. */
export const policyNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Whether the policy belongs to AWS and not to the account. */
export const isOfAws = (arn: string): boolean => arn.split(':')[4] === 'aws';

/**
 * A document as IAM returns it: percent-encoded by RFC 3986 (API reference, GetAccountAuthorizationDetails).
 */
export function encodeDocument(document: InlinePolicy['document']): string {
  return typeof document === 'string' ? document : encodeURIComponent(JSON.stringify(document));
}
