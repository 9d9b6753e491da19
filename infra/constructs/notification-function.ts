import { Token } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import {
  NOTIFICATION_PERMISSIONS,
  type TopicParameter,
  topicPermissions,
} from '../permissions/notification.ts';
import { addIf, choose, type Existence, ifExists } from './existence.ts';
import { type AddedFunction, addFunction } from './lambda-function.ts';
import { addOptionalLedgerPolicies } from './ledger-access.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, and the table of its ledger. */
export interface NotificationFunctionProps {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
}

/**
 * The function that builds and publishes every message. Its role is the only one that may publish to the
 * topics; it uses the ledger only where messages wait for a digest.
 */
export class NotificationFunction extends Construct {
  readonly resource: CfnFunction;
  readonly functionName: string;
  readonly functionArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { context, ledger }: NotificationFunctionProps) {
    super(scope, id);
    const { conditions } = context;
    const added = this.addNotificationFunction(context, ledger);
    const { resource } = added;
    const policies = [
      ...this.addTopicPolicies(added, context),
      ...addOptionalLedgerPolicies(this, added.role, {
        context,
        ledger,
        access: 'notification',
        existence: conditions.collects,
        existenceWithKey: conditions.collectsWithKey,
      }),
    ];
    // DependsOn cannot be conditional; a reference in the metadata makes the same dependency and can.
    resource.cfnOptions.metadata = {
      After: policies.map(([existence, name]) => choose(existence, name, '')),
    };
    this.resource = resource;
    this.functionName = resource.ref;
    this.functionArn = resource.attrArn;
    this.logGroupName = added.logGroup.ref;
  }

  private addNotificationFunction(
    { settings, ...context }: StackContext,
    ledger: LedgerTable,
  ): AddedFunction {
    const { collects } = context.conditions;
    return addFunction(
      this,
      { settings, ...context },
      {
        functionName: NAMES.notificationFunction,
        description:
          'Builds every message to people, and publishes it to the topics for mail and for a chat.',
        permissions: NOTIFICATION_PERMISSIONS,
        timeoutSeconds: 120,
        memoryMegabytes: 256,
        environment: {
          NOTIFICATION_TOPIC_ARN: settings('NotificationTopicArn'),
          CHAT_TOPIC_ARN: settings('ChatTopicArn'),
          MESSAGE_DELIVERY: settings('MessageDelivery'),
          OWNER_TAG: settings('OwnerTag'),
          ROLE_PATH: settings('RolePath'),
          LEDGER_TABLE: Token.asString(ifExists(collects, ledger.tableName)),
        },
      },
    );
  }

  /** The policies on the topics that there are, each with its existence and its name. */
  private addTopicPolicies(
    { role }: AddedFunction,
    { settings, conditions }: StackContext,
  ): readonly (readonly [Existence, string | undefined])[] {
    const add = (id: string, parameter: TopicParameter, existence: Existence) => {
      const policy = addIf(existence, () =>
        addPolicy(this, id, {
          policyName: parameter === 'ChatTopicArn' ? 'one-active-key-chat-topic' : 'one-active-key-topic',
          permissions: topicPermissions(parameter),
          roleName: role.ref,
          settings,
        }),
      );
      return [existence, policy?.ref] as const;
    };
    return [
      add('TopicPolicy', 'NotificationTopicArn', conditions.hasTopic),
      add('ChatTopicPolicy', 'ChatTopicArn', conditions.hasChatTopic),
    ];
  }
}
