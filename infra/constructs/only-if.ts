import { type CfnCondition, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Has everything within a construct created only if a condition holds. */
export function onlyIf(condition: CfnCondition, construct: IConstruct): void {
  for (const node of construct.node.findAll()) {
    if (node instanceof CfnResource) node.cfnOptions.condition = condition;
  }
}
