import { BootstraplessSynthesizer, type CfnElement, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** How a stack is deployed with CDK. */
export interface StackSource {
  readonly description: string;
  /**
   * A stack with an asset needs a synthesizer that adds assets, and then also CDK and its bootstrap stack.
   */
  readonly synthesizer: IStackSynthesizer;
}

/**
 * A stack whose template can be deployed without CDK, unless it has a synthesizer of its own: it needs no
 * bootstrap stack and no asset. Its logical ids are the names in the construct tree without CDK's hashes,
 * since people read them.
 */
export class PlainStack extends Stack {
  constructor(scope: Construct, id: string, source: string | StackSource) {
    super(scope, id, {
      ...(typeof source === 'string' ? withoutBootstrap(source) : source),
      analyticsReporting: false,
    });
  }

  /**
   * The names of the path within the stack, joined, without `Default`, as in CDK; CDK throws if two elements
   * have the same id.
   */
  protected override allocateLogicalId(element: CfnElement): string {
    const [, ...names] = element.node.path.split('/');
    return names.filter((name) => name !== 'Default').join('');
  }
}

function withoutBootstrap(description: string): StackSource {
  // Under exactOptionalPropertyTypes, CDK's class is not assignable to CDK's own interface.
  return { description, synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer };
}
