import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { NAMES } from '../../../product/names.ts';
import { readAutomaticScope } from '../../../remediation/daily-pass/scope.ts';
import { createSandboxAccount } from '../../../sandbox/account.ts';

const RULE_FUNCTION = `arn:aws:lambda:us-east-1:111122223333:function:${NAMES.ruleFunction}`;

/** Reads the scope where AWS Config shows one rule of ours, with these parameters. */
function scopeOf(InputParameters: string | undefined) {
  const account = createSandboxAccount();
  account.configRules.put({ configRuleName: NAMES.configRule, sourceIdentifier: RULE_FUNCTION });
  const rule = {
    ConfigRuleName: NAMES.configRule,
    Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: RULE_FUNCTION },
    InputParameters,
  };
  account.faults.add(({ operation }) =>
    operation === 'DescribeConfigRules' ? { kind: 'answer', output: { ConfigRules: [rule] } } : undefined,
  );
  const { config } = account.connect({ principal: 'tester' });
  return readAutomaticScope({ config, ruleFunctionArn: RULE_FUNCTION });
}

describe('the policy of a rule', () => {
  it.each([
    ['without parameters', undefined],
    ['whose parameters are empty', ''],
    ['whose parameters are an empty object', '{}'],
  ])('%s is the default', async (_title, parameters) => {
    expect(await scopeOf(parameters)).toEqual({ policy: DEFAULT_POLICY, nonCompliant: [] });
  });

  it('whose parameters are no JSON cannot be read, and the error says what came', async () => {
    await expect(scopeOf('{')).rejects.toMatchObject({
      name: 'AmbiguousRulesError',
      message:
        `nothing is deactivated automatically: the parameters of the rule ${NAMES.configRule} are invalid: ` +
        'MalformedEventError: InputParameters: expected a JSON object as a string; received "{"',
    });
  });
});
