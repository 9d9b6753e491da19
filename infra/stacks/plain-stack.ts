import { BootstraplessSynthesizer, type CfnElement, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A stack whose template is a product by itself: it needs no bootstrap, bucket or asset, and its logical ids are the
 * names in the construct tree, without CDK's hashes, since people read them.
 */
export class PlainStack extends Stack {
  constructor(scope: Construct, id: string, description: string) {
    super(scope, id, {
      description,
      // The cast: CDK's own class is not assignable to CDK's own interface under exactOptionalPropertyTypes.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      analyticsReporting: false,
    });
  }

  /** The path within the stack, joined. Two elements of one id make CDK throw. */
  protected override allocateLogicalId(element: CfnElement): string {
    return element.node.path.split('/').slice(1).join('');
  }
}
