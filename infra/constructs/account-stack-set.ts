import { Aws, type CfnCondition, type CfnStackSet, Fn, type Stack } from 'aws-cdk-lib';
import { addStackSet, type Rollout } from './stack-set.ts';

/** The account template, and what its parameters get. */
export interface AccountStackSetProps {
  readonly rollout: Rollout;
  readonly templateUrl: string;
  /** The rule comes with a conformance pack, and not with this StackSet. */
  readonly bringsPack: CfnCondition;
  /** The names of the parameters whose values are those of the organization's stack. */
  readonly passed: readonly string[];
  /** The values of other parameters of the account template, by name. */
  readonly fixed: Readonly<Record<string, string>>;
}

/** Adds the StackSet of the account template, in the Region of the organization's stack. */
export function addAccountStackSet(
  stack: Stack,
  { rollout, templateUrl, bringsPack, passed, fixed }: AccountStackSetProps,
): CfnStackSet {
  const own = passed.map((name) => [name, rollout.parameters(name).valueAsString]);
  return addStackSet(stack, 'AccountStackSet', {
    rollout,
    stackSetName: 'one-active-key',
    description: 'Deploys One Active Key to every account.',
    template: { templateUrl },
    values: {
      ConfigRule: Fn.conditionIf(bringsPack.logicalId, 'None', 'Create').toString(),
      ...fixed,
      ...Object.fromEntries(own),
    },
    region: Aws.REGION,
  });
}
