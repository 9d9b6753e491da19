import { VERSION } from '../../product/version.ts';

/**
 * The description of a template: its version, its purpose, and the Regions to deploy it to; CDK allows 512
 * characters.
 */
export function templateDescription(purpose: string): string {
  return (
    `One Active Key ${VERSION}: ${purpose} IAM is global: deploy to exactly one Region, in which AWS Config ` +
    'records IAM users. In us-east-1 (us-gov-west-1, cn-north-1) a changed key is evaluated within minutes; ' +
    'for that, a stack in another Region needs one-active-key-forwarding in us-east-1.'
  );
}
