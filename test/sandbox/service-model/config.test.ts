import { describe } from 'vitest';
import {
  type Accepted,
  itAccepts,
  itRefuses,
  listViolation,
  must,
  type Refused,
  times,
  violation,
} from './answers.ts';

const EVALUATION = {
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId: 'AIDAIOSFODNN7EXAMPLE',
  ComplianceType: 'COMPLIANT',
  OrderingTimestamp: new Date('2026-01-01T00:00:00Z'),
};
const REMEDIATION = {
  ConfigRuleName: 'iam-user-one-active-access-key',
  TargetType: 'SSM_DOCUMENT',
  TargetId: 'OneActiveKey-DeactivateSurplusAccessKeys',
};
const ConfigRuleName = 'iam-user-one-active-access-key';
const NAME = must.match(String.raw`.*\S.*`);

const of = (count: number) => 'x'.repeat(count);
const names = (count: number) => times(count, (i) => `rule-${i}`);
const withEvaluations = (...Evaluations: object[]) => ({ ResultToken: 'token', Evaluations });
const annotated = (Annotation: string) => withEvaluations({ ...EVALUATION, Annotation });
const withParameters = (Parameters: object) => ({
  RemediationConfigurations: [{ ...REMEDIATION, Parameters }],
});
const withKeys = (...ResourceKeys: object[]) => ({ ConfigRuleName, ResourceKeys });
const user = (resourceId: string) => ({ resourceType: 'AWS::IAM::User', resourceId });

const ACCEPTED: readonly Accepted[] = [
  ['no evaluations', 'PutEvaluations', withEvaluations()],
  ['100 evaluations', 'PutEvaluations', withEvaluations(...times(100, () => EVALUATION))],
  ['an evaluation without annotation', 'PutEvaluations', withEvaluations(EVALUATION)],
  ['an annotation of 1 character', 'PutEvaluations', annotated(of(1))],
  ['an annotation of 256 characters', 'PutEvaluations', annotated(of(256))],
  ['an annotation in several lines', 'PutEvaluations', annotated('a\nb')],
  ['an empty result token', 'PutEvaluations', { ResultToken: '', TestMode: true }],
  ['25 rules to evaluate', 'StartConfigRulesEvaluation', { ConfigRuleNames: names(25) }],
  ['a rule name of 128 characters', 'StartConfigRulesEvaluation', { ConfigRuleNames: [of(128)] }],
  ['no rule names', 'DescribeConfigRules', { ConfigRuleNames: [] }],
  ['a rule name of 64 characters', 'GetComplianceDetailsByConfigRule', { ConfigRuleName: of(64) }],
  ['0 results a page', 'GetComplianceDetailsByConfigRule', { ConfigRuleName, Limit: 0 }],
  ['an empty description', 'PutConfigRule', { ConfigRule: { Description: '', Source: { Owner: 'AWS' } } }],
  [
    'a resource id',
    'PutRemediationConfigurations',
    withParameters({ Id: { ResourceValue: { Value: 'RESOURCE_ID' } } }),
  ],
  [
    'a static value',
    'PutRemediationConfigurations',
    withParameters({ DryRun: { StaticValue: { Values: ['false'] } } }),
  ],
  [
    'an aggregator name of 256 characters',
    'DescribeConfigurationAggregatorSourcesStatus',
    { ConfigurationAggregatorName: of(256) },
  ],
  [
    '1,000 rules a page',
    'DescribeAggregateComplianceByConfigRules',
    { ConfigurationAggregatorName: 'all', Limit: 1000 },
  ],
  ['100 resources', 'StartRemediationExecution', withKeys(...times(100, (i) => user(`AIDA${i}`)))],
];

const REFUSED: readonly Refused[] = [
  [
    '101 evaluations',
    'PutEvaluations',
    withEvaluations(...times(101, () => EVALUATION)),
    listViolation('evaluations', must.haveLengthUpTo(100)),
  ],
  [
    'an annotation of 257 characters',
    'PutEvaluations',
    annotated(of(257)),
    violation('evaluations.1.member.annotation', of(257), must.haveLengthUpTo(256)),
  ],
  [
    'an empty annotation',
    'PutEvaluations',
    annotated(''),
    violation('evaluations.1.member.annotation', '', must.haveLengthFrom(1)),
  ],
  [
    'an empty resource id',
    'PutEvaluations',
    withEvaluations({ ...EVALUATION, ComplianceResourceId: '' }),
    violation('evaluations.1.member.complianceResourceId', '', must.haveLengthFrom(1)),
  ],
  [
    'another compliance type, in the evaluation that has it',
    'PutEvaluations',
    withEvaluations(EVALUATION, { ...EVALUATION, ComplianceType: 'ERROR' }),
    violation(
      'evaluations.2.member.complianceType',
      'ERROR',
      must.beOneOf('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'),
    ),
  ],
  [
    'a missing result token',
    'PutEvaluations',
    { Evaluations: [] },
    violation('resultToken', null, must.notBeNull),
  ],
  [
    'several violations in one message, evaluation by evaluation',
    'PutEvaluations',
    {
      Evaluations: [
        { ...EVALUATION, Annotation: '' },
        { ...EVALUATION, OrderingTimestamp: undefined },
      ],
    },
    violation('evaluations.1.member.annotation', '', must.haveLengthFrom(1)),
    violation('evaluations.2.member.orderingTimestamp', null, must.notBeNull),
    violation('resultToken', null, must.notBeNull),
  ],
  [
    '26 rules to evaluate',
    'StartConfigRulesEvaluation',
    { ConfigRuleNames: names(26) },
    violation('configRuleNames', `[${names(26).join(', ')}]`, must.haveLengthUpTo(25)),
  ],
  [
    'no rules to evaluate',
    'StartConfigRulesEvaluation',
    { ConfigRuleNames: [] },
    violation('configRuleNames', '[]', must.haveLengthFrom(1)),
  ],
  [
    'a blank rule name, spoken of at the list',
    'StartConfigRulesEvaluation',
    { ConfigRuleNames: ['a', ' '] },
    violation(
      'configRuleNames',
      '[a,  ]',
      must.satisfy(must.haveLengthUpTo(128), must.haveLengthFrom(1), NAME),
    ),
  ],
  [
    'a rule name of 65 characters',
    'GetComplianceDetailsByConfigRule',
    { ConfigRuleName: of(65) },
    violation('configRuleName', of(65), must.haveLengthUpTo(64)),
  ],
  [
    '101 results a page',
    'GetComplianceDetailsByConfigRule',
    { ConfigRuleName, Limit: 101 },
    violation('limit', '101', must.haveValueUpTo(100)),
  ],
  [
    'input parameters of 1,025 characters',
    'PutConfigRule',
    { ConfigRule: { Source: { Owner: 'CUSTOM_LAMBDA' }, InputParameters: of(1025) } },
    violation('configRule.inputParameters', of(1025), must.haveLengthUpTo(1024)),
  ],
  [
    'a rule without its source',
    'PutConfigRule',
    { ConfigRule: { ConfigRuleName } },
    violation('configRule.source', null, must.notBeNull),
  ],
  [
    'an empty static value, at its place in the map',
    'PutRemediationConfigurations',
    withParameters({ DryRun: { StaticValue: { Values: [''] } } }),
    violation(
      'remediationConfigurations.1.member.parameters.DryRun.member.staticValue.values',
      '[]',
      must.satisfy(must.haveLengthUpTo(256), must.haveLengthFrom(1)),
    ),
  ],
  [
    'an empty parameter name and 26 parameters',
    'PutRemediationConfigurations',
    withParameters(Object.fromEntries(['', ...times(25, (i) => `P${i}`)].map((name) => [name, {}]))),
    listViolation(
      'remediationConfigurations.1.member.parameters',
      `Map keys must satisfy constraint: [${must.haveLengthUpTo(256)}, ${must.haveLengthFrom(1)}]`,
    ),
    listViolation('remediationConfigurations.1.member.parameters', must.haveLengthUpTo(25)),
  ],
  [
    '26 automatic attempts',
    'PutRemediationConfigurations',
    { RemediationConfigurations: [{ ...REMEDIATION, MaximumAutomaticAttempts: 26 }] },
    violation('remediationConfigurations.1.member.maximumAutomaticAttempts', '26', must.haveValueUpTo(25)),
  ],
  [
    '2,678,001 seconds between attempts (a long)',
    'PutRemediationConfigurations',
    { RemediationConfigurations: [{ ...REMEDIATION, RetryAttemptSeconds: 2_678_001 }] },
    violation(
      'remediationConfigurations.1.member.retryAttemptSeconds',
      '2678001',
      must.haveValueUpTo(2_678_000),
    ),
  ],
  [
    'an aggregator name with a space',
    'DescribeConfigurationAggregatorSourcesStatus',
    { ConfigurationAggregatorName: 'all accounts' },
    violation('configurationAggregatorName', 'all accounts', must.match(String.raw`[\w\-]+`)),
  ],
  [
    'an account id of 11 digits, and 101 results a page',
    'GetAggregateComplianceDetailsByConfigRule',
    {
      ConfigurationAggregatorName: 'all',
      ConfigRuleName,
      AccountId: '11112222333',
      AwsRegion: 'us-east-1',
      Limit: 101,
    },
    violation('accountId', '11112222333', must.match(String.raw`\d{12}`)),
    violation('limit', '101', must.haveValueUpTo(100)),
  ],
  [
    'a query of 4,097 characters',
    'SelectAggregateResourceConfig',
    { ConfigurationAggregatorName: 'all', Expression: of(4097) },
    violation('expression', of(4097), must.haveLengthUpTo(4096)),
  ],
  [
    'no resources',
    'StartRemediationExecution',
    withKeys(),
    listViolation('resourceKeys', must.haveLengthFrom(1)),
  ],
  [
    '101 resources',
    'StartRemediationExecution',
    withKeys(...times(101, (i) => user(`AIDA${i}`))),
    listViolation('resourceKeys', must.haveLengthUpTo(100)),
  ],
];

describe('AWS Config', () => {
  itAccepts('config', ACCEPTED);
  itRefuses('config', 'ValidationException', REFUSED);
});
