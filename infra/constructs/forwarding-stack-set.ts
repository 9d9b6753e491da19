import { Aws, CfnCondition, CfnMapping, type CfnStackSet, Fn, type Stack } from 'aws-cdk-lib';
import { IAM_EVENT_REGION, IAM_EVENT_REGIONS } from '../iam-changes.ts';
import { addStackSet, type Rollout } from './stack-set.ts';

/** The forwarding template as a text, and the StackSet that its stacks serve. */
export interface ForwardingStackSetProps {
  readonly rollout: Rollout;
  readonly templateBody: string;
  readonly accountStackSet: CfnStackSet;
}

/** The StackSet of the forwarding template, and the condition under which it exists. */
export interface ForwardingStackSet {
  readonly stackSet: CfnStackSet;
  readonly forwards: CfnCondition;
}

/**
 * Adds the StackSet of the forwarding template, in the Region in which IAM sends its events. It exists only
 * if that is another Region, and comes after the account template: events that arrive before the rule on the
 * bus exists are lost, and nobody would know.
 */
export function addForwardingStackSet(
  stack: Stack,
  { rollout, templateBody, accountStackSet }: ForwardingStackSetProps,
): ForwardingStackSet {
  const { parameters } = rollout;
  const value = (name: string) => parameters(name).valueAsString;
  const forwards = addForwardsCondition(stack, value);
  const eventRegions = new CfnMapping(stack, 'EventRegions', {
    mapping: Object.fromEntries(
      Object.entries(IAM_EVENT_REGION).map(([partition, region]) => [partition, { Region: region }]),
    ),
  });
  const stackSet = addStackSet(stack, 'ForwardingStackSet', {
    rollout,
    stackSetName: 'one-active-key-forwarding',
    description: "Forwards IAM's events to the Region of One Active Key in every account.",
    template: { templateBody },
    values: {
      HomeRegion: Aws.REGION,
      PermissionsBoundaryName: value('PermissionsBoundaryName'),
      RolePath: value('RolePath'),
    },
    region: eventRegions.findInMap(Aws.PARTITION, 'Region'),
  });
  stackSet.cfnOptions.condition = forwards;
  stackSet.addResourceDependency(accountStackSet);
  return { stackSet, forwards };
}

function addForwardsCondition(stack: Stack, value: (name: string) => string): CfnCondition {
  const isHere = IAM_EVENT_REGIONS.map((region) => Fn.conditionEquals(Aws.REGION, region));
  return new CfnCondition(stack, 'ForwardsEvents', {
    expression: Fn.conditionAnd(
      Fn.conditionEquals(value('NearRealTime'), 'true'),
      Fn.conditionEquals(value('EventForwarding'), 'StackSet'),
      Fn.conditionNot(Fn.conditionOr(...isHere)),
    ),
  });
}
