import { Aws, CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The Regions in which AWS Config cannot record IAM users: those that AWS Config supports since February 2022
 * (AWS Config Developer Guide, "Recording AWS Resources", global resource types). The page names ten of them;
 * ap-southeast-6 and ap-east-2 opened later.
 */
export const REGIONS_WITHOUT_IAM_USERS = [
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
];

/** Adds the rule by which CloudFormation refuses a Region in which AWS Config cannot record IAM users. */
export function addRegionRule(scope: Construct): void {
  new CfnRule(scope, 'RegionRecordsUsers', {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionContains(REGIONS_WITHOUT_IAM_USERS, Aws.REGION)),
        assertDescription:
          'AWS Config cannot record IAM users in this Region. Deploy to us-east-1, or to another Region that AWS Config ' +
          'supported before February 2022.',
      },
    ],
  });
}
