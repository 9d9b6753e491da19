import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addRegionRule, REGIONS_WITHOUT_IAM_USERS } from '../stacks/region-rule.ts';
import type { Refuse } from './prop-settings.ts';

/** Refuses a Region in which AWS Config cannot record IAM users: here if it is known, otherwise by a rule of the template. */
export function checkRegion(scope: Construct, refuse: Refuse): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) addRegionRule(scope);
  else if (REGIONS_WITHOUT_IAM_USERS.includes(region)) {
    const expected = 'a Region in which AWS Config records IAM users, such as us-east-1';
    refuse({ prop: 'env.region of the stack', expected, received: region });
  }
}
