import { describe, expect, it } from 'vitest';
import { REGIONS_WITHOUT_IAM_USERS } from '../../../infra/stacks/region-rule.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { ROLLOUTS, TEMPLATE_URL } from '../../support/organization.ts';

const STACKS: [string, Readonly<Record<string, string>>][] = [
  ['OneActiveKey', {}],
  ['OneActiveKeyOrganization', { TemplateUrl: TEMPLATE_URL, ...ROLLOUTS.pack }],
  ['OneActiveKeyOrganization', { TemplateUrl: TEMPLATE_URL, ...ROLLOUTS.units }],
];

describe.each(STACKS)('%s with %o', (stack, parameters) => {
  it.each(REGIONS_WITHOUT_IAM_USERS)('refuses %s, where AWS Config cannot record IAM users', (region) => {
    expect(() => deploy(templateOf(stack), { parameters, region })).toThrow(/Deploy to us-east-1, or/);
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws', 'eu-central-1'],
    ['aws', 'eu-west-1'],
    ['aws', 'me-south-1'],
    ['aws', 'ap-southeast-3'],
    ['aws-us-gov', 'us-gov-east-1'],
    ['aws-cn', 'cn-northwest-1'],
  ])('in %s accepts %s', (partition, region) => {
    expect(() => deploy(templateOf(stack), { parameters, partition, region })).not.toThrow();
  });
});
