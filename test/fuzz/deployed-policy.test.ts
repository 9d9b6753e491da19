import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { openAccount } from '../../bin/account/open-account.ts';
import { readDeployedPolicy } from '../../bin/account/policy.ts';
import { NotDeployedError } from '../../bin/command-line/errors.ts';
import { PARAMETERS } from '../../policy/parameters.ts';
import { ruleFunctionArn } from '../../product/names.ts';
import { jsonProtocol } from '../../sandbox/wire/json.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';
import { rethrowSdkError, SdkDeserializationError, settingsWithAnswers } from '../support/sdk-answers.ts';

const environment = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

const VALID_PARAMETERS = {
  selectionStrategy: 'Oldest',
  rotationGraceHours: '24',
  protectUsedWithinDays: '0',
  exemptionMaxDays: '365',
};

/** The parameters of the deployed rule are invalid; the message has the expected and the received value. */
class InvalidRuleError extends Error {}

const inputParameters = fc
  .oneof({ weight: 3, arbitrary: nearlyValid(VALID_PARAMETERS) }, { weight: 1, arbitrary: unusualValues })
  .map((each) => JSON.stringify(each))
  .chain(nearlyValidText);
const rule = inputParameters.chain((InputParameters) =>
  nearlyValid({
    ConfigRuleName: 'one-active-key',
    Source: { SourceIdentifier: ruleFunctionArn(environment) },
    InputParameters,
  }),
);
const answers = fc.array(rule, { maxLength: 2 }).chain((ConfigRules) => nearlyValid({ ConfigRules }));

it('nearly valid rules lead to the deployed policy or to a typed error', async () => {
  const account = await openAccount({ sandbox: true }, { now: () => new Date(), wait: async () => {} });
  await assertLaw({
    inputs: answers,
    read: (answer) => {
      const config = new ConfigServiceClient(
        settingsWithAnswers(jsonProtocol, 'DescribeConfigRules', [answer, {}]),
      );
      const policy = readDeployedPolicy(
        { rotationGraceHours: '7' },
        { ...account, config: () => config },
        environment,
      );
      return policy.catch(rethrowRuleError).catch(rethrowSdkError);
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
    errors: [NotDeployedError, MalformedAnswerError, InvalidRuleError, SdkDeserializationError],
    numRuns: 600,
  });
});

function rethrowRuleError(error: Error): never {
  if (/^The parameters of the rule .* are invalid: \w+: .*expected .*received /s.test(error.message))
    throw new InvalidRuleError(error.message);
  throw error;
}
