import {
  anonymousPrincipal,
  type EvaluationResult,
  runSimulation,
  type Simulation,
} from '@cloud-copilot/iam-simulate';
import type { DeployedResource } from './cloudformation/deploy.ts';

/** A request that IAM authorizes: an action on a resource, in a context. */
export interface AuthorizationRequest {
  readonly action: string;
  /** One ARN, or `*` for an action that has no resource type. */
  readonly resource: string;
  readonly context?: Context;
}

/** Condition keys and their values. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** IAM's answer. */
export type Decision = EvaluationResult;

/** The name of an AWS service, the ARN of a principal, or `ANONYMOUS`. */
export type SimulatedPrincipal = Simulation['request']['principal'];

/** Whoever sends a request that is not signed. */
export const ANONYMOUS: SimulatedPrincipal = anonymousPrincipal;

/** One statement of a policy in the form of IAM. */
export interface Statement {
  readonly Effect: string;
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy in the form of IAM. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

const ACCOUNT = '111122223333';

/** A policy with these statements. */
export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

/**
 * The inline policies of a role; throws if the role has managed policies, whose content is not in the
 * template.
 */
export function policiesOf({ type, properties }: DeployedResource): readonly PolicyDocument[] {
  const { Policies, ManagedPolicyArns = [] } = properties as {
    readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
    readonly ManagedPolicyArns?: readonly string[];
  };
  if (type !== 'AWS::IAM::Role' || !Policies || ManagedPolicyArns.length > 0) {
    throw new Error(
      `Expected a role with inline policies only; received ${type} ${JSON.stringify(properties)}`,
    );
  }
  return Policies.map(({ PolicyDocument }) => PolicyDocument);
}

/**
 * The decision of IAM for a session of a role; a KMS key also needs a policy of its own that lets the account
 * decide.
 */
export function decide(
  role: DeployedResource,
  request: AuthorizationRequest,
  keyPolicy?: PolicyDocument,
): Promise<Decision> {
  return decideBy(policiesOf(role), request, keyPolicy);
}

/**
 * The decision of IAM for a principal with these policies. Resources of other accounts count as resources of
 * this account, as if their owner allowed everything: a denial comes from these policies only.
 */
export function decideBy(
  policies: readonly PolicyDocument[],
  request: AuthorizationRequest,
  resourcePolicy?: PolicyDocument,
): Promise<Decision> {
  return simulate(request, {
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/somebody/session`,
    identityPolicies: policies.map((each, index) => ({ name: `policy ${index}`, policy: each })),
    ...(resourcePolicy ? { resourcePolicy } : {}),
  });
}

/**
 * The decision by the policy of a resource for a principal: the name of an AWS service, the ARN of a
 * principal whose own policies allow everything, or nobody, who signs nothing.
 */
export function decideByResource(
  resourcePolicy: PolicyDocument,
  principal: SimulatedPrincipal,
  request: AuthorizationRequest,
): Promise<Decision> {
  const identityPolicies = typeof principal === 'string' ? [{ name: 'everything', policy: EVERYTHING }] : [];
  return simulate(request, { principal, identityPolicies, resourcePolicy });
}

type SimulatedPolicies = Pick<Simulation, 'identityPolicies' | 'resourcePolicy'> &
  Partial<Pick<Simulation, 'serviceControlPolicies'>>;

/**
 * The decision under a service control policy and FullAWSAccess, for a principal whose policies allow
 * everything.
 */
export function decideByServiceControlPolicy(
  serviceControlPolicy: PolicyDocument,
  principal: string,
  request: AuthorizationRequest,
): Promise<Decision> {
  const policies = [
    { name: 'FullAWSAccess', policy: EVERYTHING },
    { name: 'the policy under test', policy: serviceControlPolicy },
  ];
  return simulate(request, {
    principal,
    identityPolicies: [{ name: 'everything', policy: EVERYTHING }],
    serviceControlPolicies: [{ orgIdentifier: ACCOUNT, policies }],
  });
}

/** Throws for everything that the simulator does not know, so that no typing error looks like a denial. */
async function simulate(
  { action, resource, context = {} }: AuthorizationRequest,
  { principal, ...policies }: SimulatedPolicies & { readonly principal: SimulatedPrincipal },
): Promise<Decision> {
  const contextVariables = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
  const answer = await runSimulation(
    {
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...policies,
      request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables },
    },
    { simulationMode: 'Strict' },
  );
  const shown = JSON.stringify({ action, resource, context });
  if (answer.resultType === 'error') {
    throw new Error(`Expected what IAM knows; received ${shown}: ${JSON.stringify(answer.errors)}`);
  }
  if (answer.resultType === 'wildcard') throw new Error(`Expected one resource; received ${shown}`);
  const { ignoredContextKeys = [] } = answer.result;
  if (ignoredContextKeys.length > 0) {
    throw new Error(
      `Expected keys that ${action} has; received ${ignoredContextKeys.join(', ')} in ${shown}`,
    );
  }
  return answer.overallResult;
}
