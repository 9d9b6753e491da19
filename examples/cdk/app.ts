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
// A policy of yours needs reasons of yours. cdk-nag has a finding for each resource with a wildcard, and says
// its id.
const REASONS = {
  '*': 'These actions have no resources.',
  'arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*': 'Whoever reviews reads every user.',
  'arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*':
    'The id of the rule is not known.',
  'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:automation-execution/*':
    'Each run has an id of its own.',
  'arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/<AWS::StackName>/*':
    'The id of the stack is not known.',
  'arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<AWS::StackName>-*':
    'CloudFormation generates the names of the log groups.',
  'arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:alarm:one-active-key-*':
    'The alarms of One Active Key.',
};
for (const [resource, reason] of Object.entries(REASONS)) {
  const id = `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`;
  Validations.of(stack.node.findChild('OnCall')).acknowledge({ id, reason });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
