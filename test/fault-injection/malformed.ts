/** Answers that no documentation allows, by operation: nothing at all, a member missing, a wrong type, half a list. */

const KEY = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', CreateDate: new Date(0) };
const USER = { UserName: 'alice', UserId: 'AIDACKCEVSQ6C2EXAMPLE' };
const TAG = { Key: 'one-active-key:keep', Value: 'x' };
const RESULT = { EvaluationResultQualifier: { ResourceType: 'AWS::IAM::User' } };

/** What stands in place of a list, and what may stand in place of one of its members. */
function lists(member: string, items: readonly object[]): object[] {
  const broken = items.map((item) => ({ [member]: [item] }));
  return [{}, { [member]: 'x' }, { [member]: [{}] }, ...broken, { [member]: [], IsTruncated: true }];
}

/** `item` without each of its members, and with a number or an empty text in their place. */
function breaks(item: object, members: readonly string[], worse: readonly unknown[]): object[] {
  return members.flatMap((member) =>
    [undefined, null, ...worse].map((value) => ({ ...item, [member]: value })),
  );
}

const LAST_USE = { LastUsedDate: new Date(0), ServiceName: 's3', Region: 'us-east-1' };

/** By operation; of those that are not here, every answer is a word of thanks in which nothing is read. */
export const MALFORMED: Readonly<Record<string, readonly object[]>> = {
  ListUsers: lists('Users', breaks(USER, ['UserName', 'UserId'], ['', 7])),
  ListAccessKeys: lists('AccessKeyMetadata', [
    ...breaks(KEY, ['AccessKeyId', 'Status'], ['', 7]),
    ...breaks(KEY, ['CreateDate'], [new Date(Number.NaN)]),
  ]),
  ListUserTags: lists('Tags', breaks(TAG, ['Key', 'Value'], [])),
  GetAccessKeyLastUsed: [
    {},
    { AccessKeyLastUsed: null },
    { AccessKeyLastUsed: {} },
    { AccessKeyLastUsed: { ...LAST_USE, LastUsedDate: undefined } },
    { AccessKeyLastUsed: { ServiceName: undefined, Region: 'N/A' } },
    { AccessKeyLastUsed: { ...LAST_USE, LastUsedDate: new Date(Number.NaN) } },
  ],
  GetAccountAuthorizationDetails: lists(
    'UserDetailList',
    breaks({ ...USER, Tags: [TAG] }, ['UserName', 'UserId'], ['', 7]),
  ),
  GetComplianceDetailsByConfigRule: [
    { EvaluationResults: [{}] },
    { EvaluationResults: [{ EvaluationResultIdentifier: RESULT }] },
    { EvaluationResults: 'x' },
  ],
  PutEvaluations: [{ FailedEvaluations: [{}] }],
  DescribeConfigRules: [{ ConfigRules: [null] }],
  StartAutomationExecution: [{}],
};

/** Answers without a list where the documentation promises none: no page of it need be there. */
export const EMPTY: readonly string[] = ['GetComplianceDetailsByConfigRule', 'DescribeConfigRules'];
