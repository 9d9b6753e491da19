import { ConfigServiceClient, GetComplianceDetailsByResourceCommand } from '@aws-sdk/client-config-service';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { readHeldResult } from '../../aws/compliance-of-resource.ts';

const client = new ConfigServiceClient({ region: 'us-east-1' });
const config = mockClient(client);
beforeEach(() => config.reset());

const ASKED = { configRuleName: 'ours', resourceType: 'AWS::IAM::User', resourceId: 'AIDAIOSFODNN7EXAMPLE' };
const AT = new Date('2026-11-21T12:00:00.000Z');
const result = (ConfigRuleName: string, more: object = {}) => ({
  EvaluationResultIdentifier: { EvaluationResultQualifier: { ConfigRuleName } },
  ComplianceType: 'NON_COMPLIANT' as const,
  ResultRecordedTime: AT,
  ...more,
});

it('asks for all types, since AWS Config would leave out NOT_APPLICABLE', async () => {
  config.on(GetComplianceDetailsByResourceCommand).resolves({ EvaluationResults: [] });
  expect(await readHeldResult(client, ASKED)).toBeUndefined();
  expect(config.commandCalls(GetComplianceDetailsByResourceCommand)[0]?.args[0].input).toMatchObject({
    ResourceType: 'AWS::IAM::User',
    ResourceId: 'AIDAIOSFODNN7EXAMPLE',
    ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'],
  });
});

it('finds the result of the rule on any page; one without an annotation has an empty one', async () => {
  config
    .on(GetComplianceDetailsByResourceCommand)
    .resolvesOnce({ EvaluationResults: [result('theirs', { Annotation: 'theirs' })], NextToken: 'next' })
    .resolvesOnce({ EvaluationResults: [{}, result('ours')] });
  expect(await readHeldResult(client, ASKED)).toEqual({
    complianceType: 'NON_COMPLIANT',
    annotation: '',
    recordedAt: AT,
  });
});

it.each([
  ['a type', { ComplianceType: undefined }, 'EvaluationResult.ComplianceType'],
  ['a time', { ResultRecordedTime: undefined }, 'EvaluationResult.ResultRecordedTime'],
])('refuses a result without %s', async (_, more, member) => {
  config.on(GetComplianceDetailsByResourceCommand).resolves({ EvaluationResults: [result('ours', more)] });
  await expect(readHeldResult(client, ASKED)).rejects.toThrow(member);
});
