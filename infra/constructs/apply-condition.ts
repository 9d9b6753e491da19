import { type CfnCondition, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Sets a condition on every resource within a construct that has none yet; a narrower condition is set before. */
export function applyCondition(condition: CfnCondition, construct: IConstruct): void {
  for (const node of construct.node.findAll()) {
    if (node instanceof CfnResource) node.cfnOptions.condition ??= condition;
  }
}
