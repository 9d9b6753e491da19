import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Existence } from '../constructs/existence.ts';

/** An output, and whether it exists. */
export interface Output {
  readonly existence?: Existence;
  readonly description: string;
  readonly value: string;
}

/** Adds an output to a stack, unless it can never exist. */
export function addOutput(stack: Stack, id: string, { existence = true, ...output }: Output): void {
  if (existence === false) return;
  new CfnOutput(stack, id, { ...output, ...(existence === true ? {} : { condition: existence }) });
}

/** A reference to a resource or to its attribute, as the text of `Fn::Sub` has it. */
export function subReferenceOf(stack: Stack, reference: string): string {
  const { Ref, 'Fn::GetAtt': path = [Ref] } = stack.resolve(reference);
  return `\${${path.join('.')}}`;
}
