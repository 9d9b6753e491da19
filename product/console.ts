/**
 * The domain of AWS's console in each partition: the Amazon ECS Developer Guide ("Retrieving Amazon
 * ECS-Optimized AMI metadata") links to Systems Manager on all three.
 */
export const CONSOLE_DOMAINS: Readonly<Record<'aws' | 'aws-cn' | 'aws-us-gov', string>> = {
  aws: 'aws.amazon.com',
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
};
