import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { NotDeployedError } from '../../bin/errors.ts';
import { openAccount } from '../../bin/open-account.ts';
import { readDeployedPolicy } from '../../bin/policy.ts';
import { PARAMETERS } from '../../policy/parameters.ts';
import { ruleFunctionArn } from '../../product/names.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { answering, nameSdkError, SdkDeserializationError } from '../support/answering.ts';
import { nearly, nearlyText, obeys, odd } from '../support/fuzz.ts';

const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

const PARAMETERS_GIVEN = {
  selectionStrategy: 'Oldest',
  rotationGraceHours: '24',
  protectUsedWithinDays: '0',
  exemptionMaxDays: '365',
};

/** The deployed rule has parameters that nobody defined; the message says which, and what was expected. */
class RuleNotInOrderError extends Error {}

const inputParameters = fc
  .oneof({ weight: 3, arbitrary: nearly(PARAMETERS_GIVEN) }, { weight: 1, arbitrary: odd })
  .map((each) => JSON.stringify(each))
  .chain(nearlyText);
const rule = inputParameters.chain((InputParameters) =>
  nearly({
    ConfigRuleName: 'one-active-key',
    Source: { SourceIdentifier: ruleFunctionArn(place) },
    InputParameters,
  }),
);
const answers = fc.array(rule, { maxLength: 2 }).chain((ConfigRules) => nearly({ ConfigRules }));

it('rules that are nearly right are a policy that says what is deployed, or an error that says what is wrong', async () => {
  const account = await openAccount({ sandbox: true }, { now: () => new Date(), wait: async () => {} });
  await obeys({
    inputs: answers,
    parse: (answer) => {
      const config = new ConfigServiceClient(answering(jsonProtocol, 'DescribeConfigRules', [answer, {}]));
      const asked = readDeployedPolicy(
        { rotationGraceHours: '7' },
        { ...account, config: () => config },
        place,
      );
      return asked.catch(nameRuleError).catch(nameSdkError);
    },
    contract: (policy) => {
      expect(Object.keys(policy).toSorted()).toEqual(Object.keys(PARAMETERS).toSorted());
      expect(policy.rotationGraceHours).toBe(7);
      expect(PARAMETERS.selectionStrategy.values).toContain(policy.selectionStrategy);
      for (const name of ['protectUsedWithinDays', 'exemptionMaxDays'] as const) {
        expect(policy[name]).toBeGreaterThanOrEqual(PARAMETERS[name].min);
        expect(policy[name]).toBeLessThanOrEqual(PARAMETERS[name].max);
      }
    },
    errors: [NotDeployedError, MalformedAnswerError, RuleNotInOrderError, SdkDeserializationError],
    numRuns: 600,
  });
});

function nameRuleError(error: Error): never {
  if (/^The parameters of the rule .* are invalid: \w+: .*expected .*received /s.test(error.message))
    throw new RuleNotInOrderError(error.message);
  throw error;
}
