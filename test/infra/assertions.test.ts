import { describe, expect, it } from 'vitest';
import { LAST_WRITE_MS, LEASE_MS, MAX_CLOCK_SKEW_MS } from '../../ledger/assumptions.ts';
import { type DeployedResource, deploy, onlyResource } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { EXTREMES } from '../support/extreme-parameters.ts';

const template = templateOf('OneActiveKey');

describe('the step times out after the function, so that the execution shows the function’s own error', () => {
  const stack = deploy(template);
  const { Timeout } =
    stack
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => properties)
      .find(({ FunctionName }) => FunctionName === 'one-active-key-remediation') ?? {};

  it.each(stack.ofType('AWS::SSM::Document').map(({ properties }) => [properties['Name'], properties]))(
    '%s',
    (_, { Content }) => {
      const { mainSteps } = Content as { mainSteps: { action: string; timeoutSeconds: number }[] };
      const invoking = mainSteps.filter(({ action }) => action === 'aws:invokeLambdaFunction');
      expect(invoking).toHaveLength(1);
      for (const { timeoutSeconds } of invoking) expect(timeoutSeconds).toBeGreaterThan(Number(Timeout));
    },
  );
});

describe('a lease and the timeout of the function that holds it', () => {
  const isRemediation = ({ properties }: DeployedResource) =>
    properties['FunctionName'] === 'one-active-key-remediation';
  const { Timeout } = onlyResource(deploy(template), 'AWS::Lambda::Function', isRemediation).properties;
  const timeoutMs = Number(Timeout) * 1_000;

  it('the lease outlives the function, also if two clocks differ as far as they may', () => {
    expect(LEASE_MS).toBeGreaterThan(timeoutMs + MAX_CLOCK_SKEW_MS);
  });

  it('after the last write there is time for 31 seconds of verification and 120 seconds of rollback', () => {
    expect(LAST_WRITE_MS + 31_000 + 120_000).toBeLessThan(timeoutMs);
  });
});

describe('the rule and the remediation have the same parameters', () => {
  const SMALLEST = {
    SelectionStrategy: 'Oldest',
    RotationGraceHours: '24',
    ProtectUsedWithinDays: '0',
    ExemptionMaxDays: '1',
  };
  it.each([
    ['by default', {}],
    ['with the smallest values', SMALLEST],
    ['with the largest values', EXTREMES['OneActiveKey'] ?? {}],
  ])('%s', (_, parameters) => {
    const stack = deploy(template, { parameters });
    const rule = onlyResource(stack, 'AWS::Config::ConfigRule').properties['InputParameters'] as Record<
      string,
      string
    >;
    const { Parameters } = onlyResource(stack, 'AWS::Config::RemediationConfiguration').properties;
    // `reporting` is a parameter of the rule only; the remediation does not need it.
    const { reporting: _reporting, ...policy } = rule;
    for (const [name, value] of Object.entries(policy)) {
      const inPascalCase = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      expect(Parameters).toHaveProperty(inPascalCase, { StaticValue: { Values: [value] } });
    }
    expect(Object.keys(Parameters as object)).toHaveLength(Object.keys(policy).length + 4);
  });
});

describe('without near real time', () => {
  const { resources, ofType } = deploy(template, { parameters: { NearRealTime: 'false' } });

  it('there is no schedule group, no event rule but the daily one, no re-evaluation function and no role of them', () => {
    expect(Object.keys(resources).filter((id) => id.includes('Reevaluation'))).toEqual([]);
    expect(JSON.stringify(resources)).not.toMatch(
      /one-active-key-(reevaluation|scheduler)"|scheduler\.amazon/,
    );
    const rules = ofType('AWS::Events::Rule').map(({ properties }) => properties);
    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(1 day)']);
  });

  it('there are the rule, the remediation and their four alarms', () => {
    const names = (type: string, name: string) => ofType(type).map(({ properties }) => properties[name]);
    expect(names('AWS::Lambda::Function', 'FunctionName')).toEqual([
      'one-active-key-rule',
      'one-active-key-remediation',
    ]);
    expect(names('AWS::CloudWatch::Alarm', 'AlarmName')).toEqual([
      'one-active-key-rule-errors',
      'one-active-key-rule-dropped',
      'one-active-key-rule-not-run',
      'one-active-key-remediation-errors',
    ]);
  });
});

describe('no forwarding from the home Region, since a bus must not forward to itself', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('in %s', (partition, region) => {
    const options = { partition, region, parameters: { HomeRegion: region } };
    expect(deploy(templateOf('OneActiveKeyForwarding'), options).ofType('AWS::Events::Rule')).toEqual([]);
  });
});
