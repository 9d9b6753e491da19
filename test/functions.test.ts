import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Variables that Lambda sets for every function; without a Region, the SDK cannot create a client. */
const LAMBDA_ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
};
/** The variables that the template sets, of all functions. */
const ENVIRONMENT = {
  RULE_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule',
  AUTOMATION_ROLE_ARN: 'arn:aws:iam::111122223333:role/one-active-key-automation',
  SCHEDULER_ROLE_ARN: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
  TELLS_OWNERS: 'false',
  LEDGER_TABLE: 'OneActiveKey-LedgerTable-1A2B3C4D5E6F',
};

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries(LAMBDA_ENVIRONMENT)) vi.stubEnv(name, value);
});

afterEach(() => vi.unstubAllEnvs());

/** Sets the variables of the template; the one that is missing is empty. */
function stubAllBut(missing = ''): void {
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, name === missing ? '' : value);
}

const context = {
  awsRequestId: 'a-request',
  invokedFunctionArn: ENVIRONMENT.RULE_FUNCTION_ARN,
  getRemainingTimeInMillis: () => 900_000,
};

describe('the functions as Lambda loads them', () => {
  it('rule: a handler of two parameters, as Node.js 24 requires, that refuses a malformed event', async () => {
    stubAllBut();
    const { handler } = await import('../rule/index.ts');
    expect(handler).toHaveLength(2);
    await expect(handler({}, context)).rejects.toThrow('invokingEvent: expected a text; received nothing');
  });

  it('remediation: a handler of two parameters that refuses a malformed event', async () => {
    stubAllBut();
    const { handler } = await import('../remediation/index.ts');
    expect(handler).toHaveLength(2);
    await expect(handler({}, context)).rejects.toThrow(
      'operation: expected Deactivate, Reactivate, DeleteDeactivated or DailyPass; received nothing',
    );
  });

  it('re-evaluation: a handler of two parameters that refuses a malformed event', async () => {
    stubAllBut();
    const { handler } = await import('../reevaluation/index.ts');
    expect(handler).toHaveLength(2);
    await expect(handler({}, context)).rejects.toThrow(
      'event: expected an event "AWS API Call via CloudTrail"',
    );
  });

  it('security hub: a handler of one parameter that refuses a malformed event', async () => {
    stubAllBut();
    const { handler } = await import('../security-hub/index.ts');
    expect(handler).toHaveLength(1);
    await expect(handler({})).rejects.toThrow('event: expected an event "Security Hub Findings - Imported"');
  });

  it.each([
    ['rule', 'TELLS_OWNERS', () => import('../rule/index.ts')],
    ['remediation', 'AUTOMATION_ROLE_ARN', () => import('../remediation/index.ts')],
    ['remediation', 'RULE_FUNCTION_ARN', () => import('../remediation/index.ts')],
    ['remediation', 'LEDGER_TABLE', () => import('../remediation/index.ts')],
    ['reevaluation', 'RULE_FUNCTION_ARN', () => import('../reevaluation/index.ts')],
    ['reevaluation', 'SCHEDULER_ROLE_ARN', () => import('../reevaluation/index.ts')],
    ['reevaluation', 'LEDGER_TABLE', () => import('../reevaluation/index.ts')],
    ['security hub', 'RULE_FUNCTION_ARN', () => import('../security-hub/index.ts')],
    ['security hub', 'AUTOMATION_ROLE_ARN', () => import('../security-hub/index.ts')],
  ])('%s without %s does not start', async (_function, missing, load) => {
    stubAllBut(missing);
    await expect(load()).rejects.toThrow(`environment variable ${missing}: expected`);
  });

  it('security hub with the name of the rule function in place of its ARN does not start', async () => {
    stubAllBut();
    vi.stubEnv('RULE_FUNCTION_ARN', 'one-active-key-rule');
    await expect(import('../security-hub/index.ts')).rejects.toThrow(
      'expected the ARN of a function, arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME; received "one-active-key-rule"',
    );
  });
});
