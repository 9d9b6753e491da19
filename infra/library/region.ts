import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addRegionRule, REGIONS_WITHOUT_IAM_USERS } from '../stacks/region-rule.ts';
import type { OneActiveKeyProps } from './one-active-key-props.ts';
import { PROP_PARSERS } from './prop-parsers.ts';
import type { Refuse } from './prop-settings.ts';

/**
 * Refuses a Region in which AWS Config cannot record IAM users: here if it is known, otherwise by a rule of
 * the template.
 */
export function checkRegion(scope: Construct, refuse: Refuse): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) addRegionRule(scope);
  else if (REGIONS_WITHOUT_IAM_USERS.includes(region)) {
    const expected = 'a Region in which AWS Config records IAM users, such as us-east-1';
    refuse({ prop: 'env.region of the stack', expected, received: region });
  }
}

/** Refuses topics and a key of another Region, if both Regions are known. */
export function refuseOtherRegions(
  scope: Construct,
  { notificationTopic, chatTopic, encryptionKey }: OneActiveKeyProps,
  refuse: Refuse,
): void {
  const { region: ours } = Stack.of(scope);
  for (const [prop, resource] of Object.entries({ notificationTopic, chatTopic, encryptionKey })) {
    const theirs = resource?.env.region;
    if (theirs === undefined || [ours, theirs].some((each) => Token.isUnresolved(each))) continue;
    const { expected = '' } = PROP_PARSERS[prop as 'notificationTopic' | 'chatTopic' | 'encryptionKey'];
    if (theirs !== ours) refuse({ prop, expected: `${expected} (${ours})`, received: theirs });
  }
}
