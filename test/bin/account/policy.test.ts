import { describe, expect, it } from 'vitest';
import type { Account } from '../../../bin/account/account.ts';
import {
  type PolicyOptions,
  policyOf,
  readDeployedPolicy,
  toRunbookParameters,
} from '../../../bin/account/policy.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { NAMES, ruleFunctionArn } from '../../../product/names.ts';
import { createSandboxAccount, type SandboxAccount } from '../../../sandbox/account.ts';

const environment = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

const ALL_GIVEN: PolicyOptions = {
  selectionStrategy: 'Oldest',
  rotationGraceHours: '1',
  protectUsedWithinDays: '2',
  exemptionMaxDays: '3',
};

interface DeployedRule {
  readonly name?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly functionArn?: string;
}

/** An account with these rules. */
function accountWith(...rules: readonly DeployedRule[]): { account: Account; sandbox: SandboxAccount } {
  const sandbox = createSandboxAccount();
  for (const {
    name = NAMES.configRule,
    parameters = {},
    functionArn = ruleFunctionArn(environment),
  } of rules) {
    sandbox.configRules.put({
      configRuleName: name,
      sourceIdentifier: functionArn,
      inputParameters: parameters,
    });
  }
  const { iam, config, ssm, sts } = sandbox.connect({ principal: 'somebody' });
  const account = {
    iam,
    config: () => config,
    sts: () => sts,
    ssm: () => ssm,
    cloudTrailIn: neverCalled,
    accountManagement: neverCalled,
    ledger: undefined,
    now: sandbox.clock.now,
    wait: async () => {},
  };
  return { account, sandbox };
}

const neverCalled = () => Promise.reject(new Error('Expected no call'));

const read = (options: PolicyOptions, ...rules: readonly DeployedRule[]) =>
  readDeployedPolicy(options, accountWith(...rules).account, environment);

describe('readDeployedPolicy', () => {
  it('uses the parameters of the deployed rule', async () => {
    expect(await read({}, { parameters: { rotationGraceHours: '24', protectUsedWithinDays: '30' } })).toEqual(
      {
        ...DEFAULT_POLICY,
        rotationGraceHours: 24,
        protectUsedWithinDays: 30,
      },
    );
  });

  it('uses the defaults of parameters that the rule does not have', async () => {
    expect(await read({}, {})).toEqual(DEFAULT_POLICY);
  });

  it('prefers each given parameter to that of the rule', async () => {
    const parameters = { rotationGraceHours: '24', protectUsedWithinDays: '30' };
    expect(await read({ rotationGraceHours: '0' }, { parameters })).toMatchObject({
      rotationGraceHours: 0,
      protectUsedWithinDays: 30,
    });
  });

  it('makes no call and needs no rule if all parameters are given', async () => {
    const { account, sandbox } = accountWith();
    expect(await readDeployedPolicy(ALL_GIVEN, account, environment)).toEqual(policyOf(ALL_GIVEN));
    expect(sandbox.calls).toEqual([]);
  });

  it('finds the rule by its function: on a later page, and with the suffix of a conformance pack', async () => {
    const others = Array.from({ length: 60 }, (_, n) => ({
      name: `rule-of-others-${n}`,
      functionArn: `${ruleFunctionArn(environment)}-of-others`,
      parameters: { rotationGraceHours: '1' },
    }));
    const ours = {
      name: `${NAMES.configRule}-conformance-pack-abc`,
      parameters: { rotationGraceHours: '2' },
    };
    expect(await read({}, ...others, ours)).toMatchObject({ rotationGraceHours: 2 });
  });

  it('accepts several rules with the same parameters', async () => {
    const same = { parameters: { exemptionMaxDays: '30' } };
    expect(await read({}, same, { ...same, name: 'of-a-pack' })).toMatchObject({ exemptionMaxDays: 30 });
  });

  it.each([
    [
      'no rule',
      [],
      'The rule is not deployed in us-east-1: give --region, or give all of --selection-strategy, ' +
        '--rotation-grace-hours, --protect-used-within-days, --exemption-max-days.',
    ],
    [
      'rules that differ',
      [{ name: 'a' }, { name: 'b', parameters: { exemptionMaxDays: '30' } }],
      'The rules a and b differ in their parameters: make them the same, or give all of',
    ],
    [
      'a rule with invalid parameters',
      [{ parameters: { rotationGraceHours: 'x' } }],
      `The parameters of the rule ${NAMES.configRule} are invalid: InvalidParameterError: parameter rotationGraceHours: expected`,
    ],
  ] as const)('%s: the error says so, and what to do', async (_, rules, message) => {
    await expect(read({ selectionStrategy: 'Oldest' }, ...rules)).rejects.toThrow(message);
  });

  it('an invalid value is wrong usage, even if a rule is deployed', async () => {
    await expect(read({ rotationGraceHours: 'x' })).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    );
  });
});

it('runbook parameters have names in PascalCase and strings as values', () => {
  expect(toRunbookParameters(policyOf(ALL_GIVEN))).toEqual({
    SelectionStrategy: 'Oldest',
    RotationGraceHours: '1',
    ProtectUsedWithinDays: '2',
    ExemptionMaxDays: '3',
  });
});
