import { CfnOutput, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { VERSION } from '../../product/version.ts';
import { choose } from '../constructs/existence.ts';
import { IAM_EVENT_REGIONS } from '../iam-changes.ts';
import { OneActiveKeyForwarding } from '../library/one-active-key-forwarding.ts';
import { FORWARDING } from '../parameters/operation-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION =
  `One Active Key ${VERSION}: forwards the events of changed IAM access keys and tags to the Region of the ` +
  'stack OneActiveKey, where they start an evaluation. Deploy this stack to the Region in which IAM sends ' +
  `the events of your partition: ${IAM_EVENT_REGIONS.join(' or ')}.`;

/**
 * The stack `OneActiveKeyForwarding`: for accounts whose stack is not in the Region in which IAM sends its
 * events.
 */
export class ForwardingStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    const settings = settingsOf(addParameters(this, [FORWARDING]));
    const { canForward } = new OneActiveKeyForwarding(this, 'Default', {
      homeRegion: settings('HomeRegion'),
      permissionsBoundary: settings('PermissionsBoundaryName'),
      rolePath: settings('RolePath'),
    });
    new CfnOutput(this, 'IsForwarding', {
      description:
        'true if IAM sends its events to this Region and HomeRegion is another Region; otherwise nothing is forwarded.',
      value: Token.asString(choose(canForward, 'true', 'false')),
    });
  }
}
