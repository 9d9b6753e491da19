import { Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** The constructs with fixed names in each app. */
const placed = new WeakMap<IConstruct, readonly Construct[]>();

/**
 * Refuses a second construct of a class in a stack, or in two stacks of one known account: its roles have
 * fixed names, so the deployment of the second one would fail.
 */
export function refuseSecond(construct: Construct): void {
  const { root } = construct.node;
  const others = placed.get(root) ?? [];
  const other = others.find((each) => each.constructor === construct.constructor && collide(each, construct));
  if (other) {
    throw new Error(
      `${construct.node.path}: expected ${construct.constructor.name} once in an account, since its names are fixed; ` +
        `received another one, ${other.node.path}`,
    );
  }
  placed.set(root, [...others, construct]);
}

function collide(one: Construct, other: Construct): boolean {
  const [stack, otherStack] = [Stack.of(one), Stack.of(other)];
  if (stack === otherStack) return true;
  return stack.account === otherStack.account && !Token.isUnresolved(stack.account);
}
