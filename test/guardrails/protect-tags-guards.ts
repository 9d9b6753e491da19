import { readFileSync } from 'node:fs';
import { NAMES } from '../../product/names.ts';
import { type AuthorizationRequest, type Decision, decideBy, policy } from '../support/simulator.ts';
import { decideUnderScp } from './scp.ts';

/** The principal of a request: its own ARN, and the ARN in the context key `aws:PrincipalArn`. */
export interface Caller {
  readonly principal: string;
  readonly principalArn: string;
}

type Decide = (caller: Caller, requested: AuthorizationRequest) => Promise<Decision>;

export const SCP = JSON.parse(textOf('protect-tags.scp.json'));
export const POLICY = JSON.parse(textOf('protect-tags.policy.json'));
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

export const underScp: Decide = ({ principal, principalArn }, requested) =>
  decideUnderScp(SCP, {
    principal,
    ...requested,
    context: { ...requested.context, 'aws:PrincipalArn': principalArn },
  });

export const underPolicy: Decide = ({ principalArn }, requested) => {
  const context = { ...requested.context, 'aws:PrincipalArn': principalArn };
  return decideBy([EVERYTHING, POLICY], { ...requested, context });
};

export const ADMIN = session('admin');
export const REMEDIATION = session(NAMES.remediationFunction);
export const OWNER = session('access-key-owner');
export const DEPLOYMENT = session('access-key-deployer');
export const STACK_SETS = session('stacksets-exec-899a82a2cb437e97');

/** The two documents, each with the function that decides a request under it. */
export const GUARDS = [
  ['the SCP', SCP, underScp],
  ['the IAM policy', POLICY, underPolicy],
] as const;

/** The text of a file of `guardrails/`, or a document as JSON in one line. */
export function textOf(file: string | object): string {
  if (typeof file === 'object') return JSON.stringify(file);
  return readFileSync(new URL(`../../guardrails/${file}`, import.meta.url), 'utf8');
}

export function principalOf(resource: string): Caller {
  const arn = `arn:aws:iam::111122223333:${resource}`;
  return { principal: arn, principalArn: arn };
}

/** A session of a role; the ARN of a session does not contain the role's path. */
export function session(role: string, { path = '', partition = 'aws' } = {}): Caller {
  return {
    principal: `arn:${partition}:sts::111122223333:assumed-role/${role}/session`,
    principalArn: `arn:${partition}:iam::111122223333:role/${path}${role}`,
  };
}
