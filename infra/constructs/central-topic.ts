import { Aws, Fn, Token } from 'aws-cdk-lib';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addGivenCondition } from './given-condition.ts';

/** The roles with which EventBridge publishes in the members, without and with a path. */
const NOTIFICATION_ROLES = ['', '*/'].map(
  (path) => `arn:\${AWS::Partition}:iam::*:role/${path}${NAMES.notificationRole}`,
);

/**
 * The topic of the security account, and the policy that lets the members of one organization publish to it,
 * with the product's role (docs/decisions/0030). Everybody else needs a policy of the topic's own account.
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
    new CfnTopicPolicy(this, 'Policy', {
      topics: [topic.ref],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [this.allowMessages(parameters('OrganizationId').valueAsString), this.denyWithoutTls()],
      },
    });
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
