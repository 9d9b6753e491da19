import { Aws, CfnCondition, CfnOutput, Fn, Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { VERSION } from '../../product/version.ts';
import { addRole, addRoleSettings } from '../constructs/role.ts';
import { IAM_EVENT_REGIONS, iamChangePattern } from '../iam-changes.ts';
import { FORWARDING } from '../parameters/operation-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { FORWARDING_PERMISSIONS } from '../permissions/forwarding.ts';
import { HOME_EVENT_BUS } from '../permissions/resources.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION =
  `One Active Key ${VERSION}: forwards the events of changed IAM access keys and tags to the Region of the ` +
  'stack OneActiveKey, where they start an evaluation. Deploy this stack to the Region in which IAM sends ' +
  `the events of your partition: ${IAM_EVENT_REGIONS.join(' or ')}.`;

/** The stack `OneActiveKeyForwarding`: for accounts whose stack is not in the Region in which IAM sends its events. */
export class ForwardingStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    const parameters = addParameters(this, [FORWARDING]);
    const homeRegion = parameters('HomeRegion').valueAsString;
    const canForward = this.addCanForward(homeRegion);
    const role = addRole(this, 'Role', {
      roleName: 'one-active-key-forwarding',
      trust: {
        service: 'events.amazonaws.com',
        condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      },
      permissions: FORWARDING_PERMISSIONS,
      settings: addRoleSettings(this, settingsOf(parameters)),
    });
    const bus = Fn.sub(HOME_EVENT_BUS);
    const changes = new CfnRule(this, 'Changes', {
      eventPattern: iamChangePattern(),
      targets: [{ id: 'home-region', arn: bus, roleArn: role.attrArn }],
    });
    changes.cfnOptions.condition = canForward;
    new CfnOutput(this, 'IsForwarding', {
      description:
        'true if IAM sends its events to this Region and HomeRegion is another Region; otherwise nothing is forwarded.',
      value: Token.asString(Fn.conditionIf(canForward.logicalId, 'true', 'false')),
    });
  }

  /**
   * Adds the condition that IAM sends its events here and that HomeRegion is another Region, since a bus must not
   * forward to itself.
   */
  private addCanForward(homeRegion: string): CfnCondition {
    const isEventRegion = Fn.conditionOr(
      ...IAM_EVENT_REGIONS.map((region) => Fn.conditionEquals(Aws.REGION, region)),
    );
    return new CfnCondition(this, 'CanForward', {
      expression: Fn.conditionAnd(isEventRegion, Fn.conditionNot(Fn.conditionEquals(Aws.REGION, homeRegion))),
    });
  }
}
