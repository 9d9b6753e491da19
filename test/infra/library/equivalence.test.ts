import type { Environment } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { SENSIBLE, titleOf } from '../../support/capabilities.ts';
import { type DeployedStack, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { EXTREMES } from '../../support/extreme-parameters.ts';
import { templateWith } from '../../support/library.ts';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['by default', {}],
  ['with the largest values', EXTREMES['OneActiveKey'] ?? {}],
  ['with a key of the customer', { KmsKeyArn: KEY, ReviewerAccountId: '444455556666' }],
  ['with a key and nothing to remember', { KmsKeyArn: KEY, Remediation: 'None', NearRealTime: 'false' }],
  ['with a table from before', { ExistingLedgerTable: 'table-of-before', Deletion: 'Daily', SoakDays: '30' }],
  ...SENSIBLE.map((parameters) => [titleOf(parameters), parameters] as const),
];

/**
 * Numbers as texts: a parameter is always a text, which CloudFormation reads as the number that a property
 * wants.
 */
const withTexts = (resources: DeployedStack['resources']) =>
  JSON.parse(JSON.stringify(resources), (_, value) => (typeof value === 'number' ? String(value) : value));

/**
 * What only CloudFormation knows if it decides the environment: the partition, and whether the topic is of
 * the account.
 */
const KNOWN_LATER = /^(NotifyRuleDropped|NotifyAlarms|(Rule|DailyPass|Reevaluation)FailurePolicy)$/;

const SOMEWHERE = { account: '111122223333', region: 'us-east-1' };
/**
 * The topic and the key of the largest values are in this Region, which the construct demands of the stack.
 */
const OF_THE_LARGEST = { account: '111122223333', region: 'us-gov-west-1' };

describe('the construct deploys what the account template deploys', () => {
  describe.each<[string, Environment | undefined, RegExp]>([
    ['in any environment', undefined, KNOWN_LATER],
    ['in a known environment', SOMEWHERE, /^NotifyRuleDropped$/],
  ])('%s', (_environment, env, knownLater) => {
    it.each(CASES)('%s', (_, parameters) => {
      const isLargest = parameters === EXTREMES['OneActiveKey'];
      const template = templateWith(parameters, env && isLargest ? OF_THE_LARGEST : env);
      const { resources } = deploy(template);
      expect(withTexts(resources)).toEqual(
        withTexts(deploy(templateOf('OneActiveKey'), { parameters }).resources),
      );
      const undecided = Object.keys(template['Resources'] as object).filter((id) => !(id in resources));
      expect(undecided.filter((id) => !knownLater.test(id))).toEqual([]);
      expect(template).not.toHaveProperty('Parameters');
    });
  });
});
