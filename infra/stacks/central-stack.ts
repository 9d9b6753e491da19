import { Aws, CfnOutput, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { VERSION } from '../../product/version.ts';
import { CentralTopic } from '../constructs/central-topic.ts';
import { CENTRAL } from '../parameters/central-parameters.ts';
import { addParameters } from '../parameters/stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION =
  `One Active Key ${VERSION}: the topic of the security account, to which the alarms and the messages of the accounts of an ` +
  'organization go. Deploy this stack to the Region of the stacks OneActiveKey, and give its output TopicArn to them as ' +
  'NotificationTopicArn.';

/**
 * The stack `OneActiveKeyCentral`: one place where somebody hears the alarms and messages of all accounts.
 */
export class CentralStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    const { topicArn } = new CentralTopic(this, 'Central', addParameters(this, [CENTRAL]));
    new CfnOutput(this, 'TopicArn', {
      description: 'The value of the parameter NotificationTopicArn in the accounts of the organization.',
      value: topicArn,
    });
    new CfnOutput(this, 'Subscribe', {
      description:
        'The command that subscribes an e-mail address to the topic. Replace ADDRESS, and confirm the subscription in the ' +
        'message that arrives.',
      value: Fn.join('', [
        'aws sns subscribe --region ',
        Aws.REGION,
        ' --topic-arn ',
        topicArn,
        ' --protocol email --notification-endpoint ADDRESS',
      ]),
    });
  }
}
