import {
  type Evaluation,
  GetComplianceDetailsByConfigRuleCommand,
  InvalidParameterValueException,
  InvalidResultTokenException,
  NoSuchConfigRuleException,
  PutEvaluationsCommand,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';

const RULE = 'iam-user-one-active-access-key';
const NOTIFIED = new Date('2026-01-15T09:00:00.000Z');

let account = createSandboxAccount();
let config = account.connect({ principal: 'rule' }).config;
let ResultToken = '';

/** A rule whose function reports no result, and the token of one evaluation. */
beforeEach(async () => {
  account = createSandboxAccount({ startAt: NOTIFIED });
  ({ config } = account.connect({ principal: 'rule', maxAttempts: 1 }));
  account.functions.register('rule', async (event) => {
    ResultToken = (event as { resultToken: string }).resultToken;
  });
  account.configRules.put({ configRuleName: RULE, sourceIdentifier: 'rule' });
  await account.configRules.evaluate(RULE);
});

const evaluation = (ComplianceResourceId: string, change: Partial<Evaluation> = {}): Evaluation => ({
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId,
  ComplianceType: 'NON_COMPLIANT',
  OrderingTimestamp: NOTIFIED,
  ...change,
});

const put = (...Evaluations: Evaluation[]) =>
  config.send(new PutEvaluationsCommand({ ResultToken, Evaluations }));

const listed = async (input: { ComplianceTypes?: ('COMPLIANT' | 'NOT_APPLICABLE')[] } = {}) => {
  const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE, ...input });
  const { EvaluationResults = [] } = await config.send(command);
  return EvaluationResults.map((result) => {
    return result.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId;
  });
};

describe('PutEvaluations', () => {
  it('puts a result on the dashboard', async () => {
    const { FailedEvaluations } = await put(evaluation('AIDA1', { Annotation: 'Two active keys' }));
    expect(FailedEvaluations).toEqual([]);
    expect(account.configRules.results(RULE)).toEqual([
      {
        resourceId: 'AIDA1',
        resourceType: 'AWS::IAM::User',
        complianceType: 'NON_COMPLIANT',
        annotation: 'Two active keys',
        orderingTimestamp: NOTIFIED,
        recordedAt: NOTIFIED,
      },
    ]);
  });

  it('replaces the result of the same resource', async () => {
    await put(evaluation('AIDA1'));
    await put(evaluation('AIDA1', { ComplianceType: 'COMPLIANT' }));
    expect(account.configRules.results(RULE)).toMatchObject([{ complianceType: 'COMPLIANT' }]);
  });

  it('ignores a result with an earlier ordering timestamp than the existing result', async () => {
    await put(evaluation('AIDA1'));
    const OrderingTimestamp = new Date(NOTIFIED.getTime() - 1);
    await put(evaluation('AIDA1', { ComplianceType: 'COMPLIANT', OrderingTimestamp }));
    expect(account.configRules.results(RULE)).toMatchObject([{ complianceType: 'NON_COMPLIANT' }]);
  });

  it('accepts 100 evaluations', async () => {
    await put(...Array.from({ length: 100 }, (_, index) => evaluation(`AIDA${index}`)));
    expect(account.configRules.results(RULE)).toHaveLength(100);
  });

  it('refuses 101 evaluations and stores none', async () => {
    const refusal = await refusalOf(put(...Array.from({ length: 101 }, () => evaluation('AIDA1'))));
    expect(refusal.name).toBe('ValidationException');
    expect(account.configRules.results(RULE)).toEqual([]);
  });

  it('refuses INSUFFICIENT_DATA', async () => {
    const refusal = await refusalOf(put(evaluation('AIDA1', { ComplianceType: 'INSUFFICIENT_DATA' })));
    expect(refusal).toBeInstanceOf(InvalidParameterValueException);
  });

  it('accepts a token again, since a run that Lambda repeats has the same token', async () => {
    await put(evaluation('AIDA1'));
    await put(evaluation('AIDA2'));
    expect(account.configRules.results(RULE)).toHaveLength(2);
  });

  it('returns evaluations as failed, and does not store them', async () => {
    account.configRules.failEvaluations(({ ComplianceResourceId }) => ComplianceResourceId === 'AIDA2');
    const { FailedEvaluations } = await put(evaluation('AIDA1'), evaluation('AIDA2'));
    expect(FailedEvaluations).toEqual([evaluation('AIDA2')]);
    expect(account.configRules.results(RULE)).toMatchObject([{ resourceId: 'AIDA1' }]);
  });
});

describe('A result token', () => {
  const send = (token: string, TestMode?: boolean) =>
    config.send(
      new PutEvaluationsCommand({ ResultToken: token, TestMode, Evaluations: [evaluation('AIDA1')] }),
    );

  it.each(['invented', 'TESTMODE'])('that AWS Config did not issue is refused: %s', async (token) => {
    expect(await refusalOf(send(token))).toBeInstanceOf(InvalidResultTokenException);
  });

  it('may have any value in test mode, and no result is stored', async () => {
    expect((await send('TESTMODE', true)).FailedEvaluations).toEqual([]);
    expect(account.configRules.results(RULE)).toEqual([]);
  });

  it('stores no result in test mode even if it is valid', async () => {
    await send(ResultToken, true);
    expect(account.configRules.results(RULE)).toEqual([]);
  });

  it('must not be empty in test mode', async () => {
    expect(await refusalOf(send('', true))).toBeInstanceOf(InvalidResultTokenException);
  });
});

describe('GetComplianceDetailsByConfigRule', () => {
  it('lists compliant and noncompliant results', async () => {
    await put(evaluation('AIDA1'), evaluation('AIDA2', { ComplianceType: 'COMPLIANT' }));
    expect(await listed()).toEqual(['AIDA1', 'AIDA2']);
  });

  it('lists only the compliance types of the request', async () => {
    await put(evaluation('AIDA1'), evaluation('AIDA2', { ComplianceType: 'COMPLIANT' }));
    expect(await listed({ ComplianceTypes: ['COMPLIANT'] })).toEqual(['AIDA2']);
  });

  it('lists NOT_APPLICABLE only if the request names it', async () => {
    await put(evaluation('AIDA1', { ComplianceType: 'NOT_APPLICABLE' }));
    expect(await listed()).toEqual([]);
    expect(await listed({ ComplianceTypes: ['NOT_APPLICABLE'] })).toEqual(['AIDA1']);
  });

  it('lists each of 234 results once, page by page', async () => {
    const ids = Array.from({ length: 234 }, (_, index) => `AIDA${index}`);
    for (let start = 0; start < ids.length; start += 100) {
      await put(...ids.slice(start, start + 100).map((id) => evaluation(id)));
    }
    const counts: number[] = [];
    const pages = paginateGetComplianceDetailsByConfigRule(
      { client: config },
      { ConfigRuleName: RULE, Limit: 100 },
    );
    for await (const { EvaluationResults = [] } of pages) counts.push(EvaluationResults.length);
    expect(counts).toEqual([100, 100, 34]);
  });

  it.each([{}, { Limit: 0 }])('lists 10 a page for %o', async (limit) => {
    await put(...Array.from({ length: 11 }, (_, index) => evaluation(`AIDA${index}`)));
    const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE, ...limit });
    const { EvaluationResults, NextToken } = await config.send(command);
    expect(EvaluationResults).toHaveLength(10);
    expect(NextToken).toEqual(expect.any(String));
  });

  it('returns the two times and the annotation of a result', async () => {
    account.clock.advance(5_000);
    await put(evaluation('AIDA1', { Annotation: 'Two active keys' }));
    const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE });
    expect((await config.send(command)).EvaluationResults).toMatchObject([
      {
        EvaluationResultIdentifier: { OrderingTimestamp: NOTIFIED },
        ResultRecordedTime: new Date(NOTIFIED.getTime() + 5_000),
        Annotation: 'Two active keys',
      },
    ]);
  });

  it('refuses a rule that does not exist', async () => {
    const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'absent' });
    expect(await refusalOf(config.send(command))).toBeInstanceOf(NoSuchConfigRuleException);
  });
});
