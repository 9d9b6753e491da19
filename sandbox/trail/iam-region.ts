/**
 * The Region in which each partition records the events of IAM (EventBridge User Guide, "AWS service
 * events").
 */
const IAM_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

/**
 * The Region in which an account's events of IAM are recorded; that of the account in a partition that is not
 * known.
 */
export function globalRegion({
  partition,
  region,
}: {
  readonly partition: string;
  readonly region: string;
}): string {
  return IAM_REGIONS[partition] ?? region;
}
