import { Aws, Fn, Stack, Token } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Fact } from '../constructs/existence.ts';
import { parameterIn } from '../constructs/settings.ts';

/**
 * Whether a topic is of the account of a stack. A topic whose account is known at the deployment only counts
 * as one of this account, as everywhere in CDK; if its ARN is a parameter, CloudFormation compares.
 */
export function isOfThisAccount(scope: Construct, topic: ITopic | undefined): Fact {
  if (!topic) return false;
  const parameter = parameterIn(topic.topicArn);
  if (parameter) return Fn.conditionEquals(accountIn(topic.topicArn), Aws.ACCOUNT_ID);
  const [theirs, ours] = [topic.env.account, Stack.of(scope).account];
  if (Token.isUnresolved(theirs)) return true;
  return Token.isUnresolved(ours) ? Fn.conditionEquals(theirs, Aws.ACCOUNT_ID) : theirs === ours;
}

/** The account in an ARN; the colons that are appended let `Fn::Select` take an empty text, too. */
function accountIn(arn: string): string {
  return Fn.select(4, Fn.split(':', Fn.join('', [arn, '::::'])));
}
