/** An app of the AWS CDK that deploys One Active Key to one account, with a topic and a key of its own. */

import { App, CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Construct } from 'constructs';
import { OneActiveKey } from 'one-active-key';

class SecurityStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const encryptionKey = new Key(this, 'Key', { enableKeyRotation: true });
    // CloudWatch has to use the key, since the topic is encrypted.
    encryptionKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const notificationTopic = new Topic(this, 'Topic', { enforceSSL: true, masterKey: encryptionKey });

    const oneActiveKey = new OneActiveKey(this, 'OneActiveKey', {
      rotationGraceHours: 72,
      evaluationFrequency: 'Six_Hours',
      remediation: 'Manual',
      deletion: 'ByHand',
      notificationTopic,
      encryptionKey,
      rolePath: '/security/',
    });

    const onCall = new Role(this, 'OnCall', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    oneActiveKey.grants.review(onCall);
    new CfnOutput(this, 'Rule', { value: oneActiveKey.configRule?.configRuleName ?? '' });
    new CfnOutput(this, 'Ledger', { value: oneActiveKey.ledgerTableName ?? '' });
  }
}

const app = new App();
const stack = new SecurityStack(app, 'Security', { env: { region: 'us-east-1' } });
// A policy of yours needs reasons of yours: who reviews reads every user.
Validations.of(stack.node.findChild('OnCall')).acknowledge({
  id: 'AwsSolutions::AwsSolutions-IAM5',
  reason: 'Whoever reviews reads every user of the account.',
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
