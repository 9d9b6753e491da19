import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addGivenCondition } from './given-condition.ts';

/** The alarms of the members in this Region; the names of the product's alarms begin with those of its functions. */
const ALARMS = 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:*:alarm:one-active-key-*';

/** The roles with which EventBridge publishes in the members, without and with a path. */
const NOTIFICATION_ROLES = ['', '*/'].map(
  (path) => `arn:\${AWS::Partition}:iam::*:role/${path}${NAMES.notificationRole}`,
);

/**
 * The topic of the security account, and the policy that lets the members of one organization publish to it: CloudWatch for the
 * product's alarms, and the product's role for messages (docs/decisions/0030). Everybody else needs a policy of the topic's own
 * account. A policy has at most 30 kB (SNS Developer Guide, "Amazon SNS API permissions"): 315 account ids are 5 kB.
 */
export class CentralTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, parameters: StackParameters) {
    super(scope, id);
    const keyArn = parameters('KmsKeyArn').valueAsString;
    const hasKmsKey = addGivenCondition(this, 'HasKmsKey', keyArn);
    const topic = new CfnTopic(this, 'Topic', {
      displayName: 'One Active Key',
      kmsMasterKeyId: Token.asString(Fn.conditionIf(hasKmsKey.logicalId, keyArn, Aws.NO_VALUE)),
    });
    this.topicArn = topic.ref;
    const organization = parameters('OrganizationId').valueAsString;
    new CfnTopicPolicy(this, 'Policy', {
      topics: [topic.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          this.allowAlarms('AlarmsOfTheOrganization', { 'aws:SourceOrgID': organization }),
          this.allowAlarmsOfAccounts(parameters('AlarmAccounts').valueAsString),
          this.allowMessages(organization),
          this.denyWithoutTls(),
        ],
      },
    });
  }

  /** Lets CloudWatch publish for the product's alarms that a condition restricts to accounts. */
  private allowAlarms(sid: string, accounts: Readonly<Record<string, string | string[]>>): object {
    return {
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: this.topicArn,
      Condition: { StringEquals: accounts, ArnLike: { 'aws:SourceArn': Fn.sub(ALARMS) } },
    };
  }

  /** CloudWatch is documented to send aws:SourceAccount (SNS Developer Guide, "Example cases for Amazon SNS access control"). */
  private allowAlarmsOfAccounts(accounts: string): unknown {
    const hasAccounts = addGivenCondition(this, 'HasAlarmAccounts', accounts);
    const statement = this.allowAlarms('AlarmsOfAccounts', { 'aws:SourceAccount': Fn.split(',', accounts) });
    return Fn.conditionIf(hasAccounts.logicalId, statement, Aws.NO_VALUE);
  }

  /** A service that acts for itself has no aws:PrincipalOrgID, so this statement is for roles only. */
  private allowMessages(organization: string): object {
    return {
      Sid: 'MessagesOfTheOrganization',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sns:Publish',
      Resource: this.topicArn,
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': organization },
        ArnLike: { 'aws:PrincipalArn': NOTIFICATION_ROLES.map((arn) => Fn.sub(arn)) },
      },
    };
  }

  private denyWithoutTls(): object {
    return {
      Sid: 'OnlyWithTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: this.topicArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
  }
}
