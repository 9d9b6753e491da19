import { BootstraplessSynthesizer, type CfnElement, type IStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A stack whose template can be deployed without CDK: it needs no bootstrap stack and no asset. Its logical ids are the
 * names in the construct tree without CDK's hashes, since people read them.
 */
export class PlainStack extends Stack {
  constructor(scope: Construct, id: string, description: string) {
    super(scope, id, {
      description,
      // Under exactOptionalPropertyTypes, CDK's class is not assignable to CDK's own interface.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      analyticsReporting: false,
    });
  }

  /** The names of the path within the stack, joined; CDK throws if two elements have the same id. */
  protected override allocateLogicalId(element: CfnElement): string {
    return element.node.path.split('/').slice(1).join('');
  }
}
