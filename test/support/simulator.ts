import { type EvaluationResult, runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { DeployedResource } from './cloudformation/deploy.ts';

/** What IAM is asked: whether an action may be done to a resource, in a context. */
export interface AuthorizationRequest {
  readonly action: string;
  /** One ARN, or `*` for an action that knows no resource type. */
  readonly resource: string;
  readonly context?: Context;
}

/** Condition keys and their values. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** IAM's answer. */
export type Decision = EvaluationResult;

/** One statement of a policy as IAM gets it. */
export interface Statement {
  readonly Effect: string;
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy as IAM gets it. */
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

/** The policies that a role has inline; throws if it has managed ones, which nobody looks into here. */
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

/** What IAM answers to somebody who has assumed a role. */
export function decide(role: DeployedResource, request: AuthorizationRequest): Promise<Decision> {
  return decideBy(policiesOf(role), request);
}

/**
 * What IAM answers to a principal with these policies. Resources of other accounts count as resources of this one, as
 * if their owner had allowed everything: what is denied is denied by the policies here.
 */
export function decideBy(
  policies: readonly PolicyDocument[],
  request: AuthorizationRequest,
): Promise<Decision> {
  return simulate(request, {
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/somebody/session`,
    identityPolicies: policies.map((each, index) => ({ name: `policy ${index}`, policy: each })),
  });
}

/**
 * What a resource's own policy answers to a principal, which is the name of an AWS service or the ARN of somebody who
 * may do anything by policies of their own.
 */
export function decideByResource(
  resourcePolicy: PolicyDocument,
  principal: string,
  request: AuthorizationRequest,
): Promise<Decision> {
  const identityPolicies = [{ name: 'everything', policy: EVERYTHING }];
  return simulate(request, { principal, identityPolicies, resourcePolicy });
}

type SimulatedPolicies = Pick<Simulation, 'identityPolicies' | 'resourcePolicy'> &
  Partial<Pick<Simulation, 'serviceControlPolicies'>>;

/** What IAM answers under a service control policy, attached beside FullAWSAccess, to somebody who may do everything. */
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

/** Anything that the simulator does not take as it is given is an error, so that no typo passes for a denial. */
async function simulate(
  { action, resource, context = {} }: AuthorizationRequest,
  { principal, ...policies }: SimulatedPolicies & { readonly principal: string },
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
