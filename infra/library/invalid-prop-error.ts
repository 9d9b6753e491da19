import { Construct } from 'constructs';
import { describeValue } from '../../product/describe.ts';

/** What is wrong with a prop. */
export interface PropProblem {
  /** The name of the prop. */
  readonly prop: string;
  /** What it may be, in words. */
  readonly expected: string;
  readonly received: unknown;
}

/**
 * Thrown at the synthesis for a prop with a value that no deployment could work with; nothing is added to the
 * template.
 */
export class InvalidPropError extends Error implements PropProblem {
  override readonly name = 'InvalidPropError';
  readonly prop: string;
  readonly expected: string;
  readonly received: unknown;

  /** `path` is the path of the construct. */
  constructor(path: string, { prop, expected, received }: PropProblem) {
    super(`${path}: ${prop}: expected ${expected}; received ${describeReceived(received)}`);
    this.prop = prop;
    this.expected = expected;
    this.received = received;
  }
}

/** JSON has no NaN, and a construct is a tree that leads back to the app. */
function describeReceived(received: unknown): string {
  if (typeof received === 'number') return String(received);
  return Construct.isConstruct(received) ? `the construct ${received.node.path}` : describeValue(received);
}
