import { describe, expect, it } from 'vitest';
import { AwsError, type ServiceName } from '../../../sandbox/api.ts';
import { refuseInvalidRequest } from '../../../sandbox/service-model/validate.ts';

const EVALUATION = {
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId: 'AIDAIOSFODNN7EXAMPLE',
  ComplianceType: 'COMPLIANT',
};
const withEvaluation = (evaluation: object) => ({
  ResultToken: 'token',
  Evaluations: [{ ...EVALUATION, ...evaluation }],
});

type Case = readonly [
  title: string,
  service: ServiceName,
  operation: string,
  input: unknown,
  message: string,
];

const MISTAKES: readonly Case[] = [
  [
    'an operation that is not in the extract',
    'iam',
    'CreateGroup',
    {},
    'The service model of iam has the operations CreateAccessKey, CreateRole, CreateUser, DeleteAccessKey, DeleteUser, DeleteUserPolicy, GenerateCredentialReport, GetAccessKeyLastUsed, GetAccountAuthorizationDetails, GetAccountSummary, GetCredentialReport, GetUser, ListAccessKeys, ListAccountAliases, ListUserTags, ListUsers, PutRolePolicy, PutUserPolicy, TagUser, UntagUser, UpdateAccessKey; received CreateGroup',
  ],
  [
    'an operation that every JavaScript object seems to have',
    'ssm',
    'constructor',
    {},
    'The service model of ssm has the operations CreateDocument, DeleteParameter, DescribeAutomationStepExecutions, DescribeDocument, GetAutomationExecution, GetDocument, GetParameter, GetParameterHistory, GetParametersByPath, PutParameter, SendAutomationSignal, StartAutomationExecution, StopAutomationExecution; received constructor',
  ],
  [
    'no request',
    'iam',
    'ListUsers',
    undefined,
    'The request of ListUsers must be an object; received undefined',
  ],
  ['a list as request', 'iam', 'ListUsers', [], 'The request of ListUsers must be an object; received []'],
  [
    'a member that is not in the model',
    'iam',
    'GetUser',
    { userName: 'alice' },
    'The request of GetUser must have no members but UserName; received userName',
  ],
  [
    'a member that every JavaScript object seems to have',
    'iam',
    'GetUser',
    { toString: 'alice' },
    'The request of GetUser must have no members but UserName; received toString',
  ],
  [
    'members of a structure in a list that are not in the model',
    'config',
    'PutEvaluations',
    withEvaluation({ Anotation: 'a', Time: 1 }),
    "'evaluations.1.member' of PutEvaluations must have no members but Annotation, ComplianceResourceId, ComplianceResourceType, ComplianceType, OrderingTimestamp; received Anotation, Time",
  ],
  [
    'a number where a string belongs',
    'iam',
    'GetUser',
    { UserName: 5 },
    "'userName' of GetUser must be a string; received 5",
  ],
  [
    'a string where a number belongs',
    'iam',
    'ListUsers',
    { MaxItems: '5' },
    "'maxItems' of ListUsers must be a whole number; received '5'",
  ],
  [
    'a fraction where a whole number belongs',
    'iam',
    'ListUsers',
    { MaxItems: 1.5 },
    "'maxItems' of ListUsers must be a whole number; received 1.5",
  ],
  [
    'a string where a boolean belongs',
    'config',
    'PutEvaluations',
    { ResultToken: 'token', TestMode: 'true' },
    "'testMode' of PutEvaluations must be a boolean; received 'true'",
  ],
  [
    'a string where a list belongs',
    'iam',
    'UntagUser',
    { UserName: 'alice', TagKeys: 'key' },
    "'tagKeys' of UntagUser must be an array; received 'key'",
  ],
  [
    'nothing where a string of a list belongs',
    'iam',
    'UntagUser',
    { UserName: 'alice', TagKeys: ['key', undefined] },
    "'tagKeys.2.member' of UntagUser must be a string; received undefined",
  ],
  [
    'a string where a list in a map belongs',
    'ssm',
    'StartAutomationExecution',
    { DocumentName: 'document', Parameters: { DryRun: 'true' } },
    "'parameters.DryRun.member' of StartAutomationExecution must be an array; received 'true'",
  ],
  [
    'a string where a time belongs',
    'config',
    'PutEvaluations',
    withEvaluation({ OrderingTimestamp: '2026-01-01T00:00:00Z' }),
    "'evaluations.1.member.orderingTimestamp' of PutEvaluations must be a valid Date; received '2026-01-01T00:00:00Z'",
  ],
  [
    'a time that is none',
    'config',
    'PutEvaluations',
    withEvaluation({ OrderingTimestamp: new Date('soon') }),
    "'evaluations.1.member.orderingTimestamp' of PutEvaluations must be a valid Date; received Invalid Date",
  ],
  [
    'a time where an object belongs',
    'config',
    'PutConfigRule',
    { ConfigRule: new Date('2026-01-01T00:00:00Z') },
    "'configRule' of PutConfigRule must be an object; received 2026-01-01T00:00:00.000Z",
  ],
];

describe('A mistake in code is a plain Error, not an error of AWS', () => {
  for (const [title, service, operation, input, message] of MISTAKES) {
    it(title, () => {
      const refuse = () => refuseInvalidRequest(service, operation, input);
      expect(refuse).toThrow(new Error(message));
      expect(refuse).not.toThrow(AwsError);
    });
  }

  it('is found before any violation of a limit', () => {
    const refuse = () => refuseInvalidRequest('iam', 'ListUsers', { MaxItems: 0, Marker: 5 });
    expect(refuse).toThrow(new Error("'marker' of ListUsers must be a string; received 5"));
  });
});
