import { Aws, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { acknowledgeFindings } from '../acknowledgements.ts';
import {
  addExistence,
  addIf,
  allOf,
  anyOf,
  type Existence,
  type Fact,
  notSo,
} from '../constructs/existence.ts';
import { addRole, addRoleSettings } from '../constructs/role.ts';
import { type Settings, substitute } from '../constructs/settings.ts';
import { IAM_EVENT_REGIONS, iamChangePattern } from '../iam-changes.ts';
import { FORWARDING } from '../parameters/operation-parameters.ts';
import { FORWARDING_PERMISSIONS } from '../permissions/forwarding.ts';
import { HOME_EVENT_BUS } from '../permissions/resources.ts';
import { InvalidPropError } from './invalid-prop-error.ts';
import { refuseSecond } from './once.ts';
import type { OneActiveKeyForwardingProps } from './one-active-key-forwarding-props.ts';
import { FORWARDING_PARSERS } from './prop-parsers.ts';
import { parseProps, type Refuse } from './prop-settings.ts';

/**
 * Forwards IAM's events to the Region of `OneActiveKey`, where they start an evaluation: for a stack in
 * us-east-1 (us-gov-west-1, cn-north-1) if `OneActiveKey` is in another Region. Its role has a fixed name, so
 * an account has it once.
 *
 * Throws `InvalidPropError` for a prop that no deployment could work with, and for a stack in a Region
 * without IAM's events; an error for a second one in a stack or an account.
 */
export class OneActiveKeyForwarding extends Construct {
  /** @internal */
  readonly canForward: Existence;

  constructor(scope: Construct, id: string, props: OneActiveKeyForwardingProps) {
    super(scope, id);
    refuseSecond(this);
    const refuse: Refuse = (problem) => {
      throw new InvalidPropError(this.node.path, problem);
    };
    const settings = parseProps(props, { parsers: FORWARDING_PARSERS, groups: [FORWARDING] }, refuse);
    this.refuseRegions(settings('HomeRegion'), refuse);
    acknowledgeFindings(this);
    this.canForward = this.addCanForward(settings('HomeRegion'));
    const role = addRole(this, 'Role', {
      roleName: 'one-active-key-forwarding',
      trust: {
        service: 'events.amazonaws.com',
        condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      },
      permissions: FORWARDING_PERMISSIONS,
      settings: addRoleSettings(this, settings),
    });
    addIf(this.canForward, () => this.addRule(settings, role.attrArn));
  }

  private addRule(settings: Settings, roleArn: string): CfnRule {
    const arn = substitute(settings, HOME_EVENT_BUS);
    return new CfnRule(this, 'Changes', {
      eventPattern: iamChangePattern(),
      targets: [{ id: 'home-region', arn, roleArn }],
    });
  }

  private refuseRegions(homeRegion: string, refuse: Refuse): void {
    const { region } = Stack.of(this);
    if (Token.isUnresolved(region)) return;
    if (!IAM_EVENT_REGIONS.some((each) => each === region)) {
      const expected = `a Region in which IAM sends its events: ${IAM_EVENT_REGIONS.join(', ')}`;
      refuse({ prop: 'env.region of the stack', expected, received: region });
    }
    if (homeRegion === region) {
      refuse({
        prop: 'homeRegion',
        expected: 'another Region than that of this stack',
        received: homeRegion,
      });
    }
  }

  /**
   * Adds the condition that IAM sends its events here and that HomeRegion is another Region, since a bus must
   * not forward to itself.
   */
  private addCanForward(homeRegion: string): Existence {
    const { region } = Stack.of(this);
    const isHere = (other: string): Fact =>
      Token.isUnresolved(region) || Token.isUnresolved(other)
        ? Fn.conditionEquals(Aws.REGION, other)
        : region === other;
    const isEventRegion = anyOf(...IAM_EVENT_REGIONS.map(isHere));
    return addExistence(this, 'CanForward', allOf(isEventRegion, notSo(isHere(homeRegion))));
  }
}
