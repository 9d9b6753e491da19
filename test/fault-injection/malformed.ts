/**
 * Answers that the API references do not allow: members are missing or have a wrong type, or a list is cut
 * off.
 */

const KEY = { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', CreateDate: new Date(0) };
const USER = { UserName: 'alice', UserId: 'AIDACKCEVSQ6C2EXAMPLE' };
const TAG = { Key: 'one-active-key:keep', Value: 'x' };
const PAUSE = { Name: '/one-active-key/pause', Value: 'x' };
const RESULT = { EvaluationResultQualifier: { ResourceType: 'AWS::IAM::User' } };

/** Answers whose list is absent, is not a list, has a malformed item, or is truncated without a marker. */
function malformedLists(member: string, items: readonly object[]): object[] {
  const withMalformedItem = items.map((item) => ({ [member]: [item] }));
  return [
    {},
    { [member]: 'x' },
    { [member]: [{}] },
    ...withMalformedItem,
    { [member]: [], IsTruncated: true },
  ];
}

/** Copies of `item`, each with one member that is undefined, null or one of the other wrong values. */
function malformedItems(item: object, members: readonly string[], wrongValues: readonly unknown[]): object[] {
  return members.flatMap((member) =>
    [undefined, null, ...wrongValues].map((value) => ({ ...item, [member]: value })),
  );
}

const LAST_USE = { LastUsedDate: new Date(0), ServiceName: 's3', Region: 'us-east-1' };

/** By operation; an operation is absent if our code reads nothing from its answer. */
export const MALFORMED: Readonly<Record<string, readonly object[]>> = {
  ListUsers: malformedLists('Users', malformedItems(USER, ['UserName', 'UserId'], ['', 7])),
  ListAccessKeys: malformedLists('AccessKeyMetadata', [
    ...malformedItems(KEY, ['AccessKeyId', 'Status'], ['', 7]),
    ...malformedItems(KEY, ['CreateDate'], [new Date(Number.NaN)]),
  ]),
  GetUser: [
    {},
    { User: null },
    ...malformedItems(USER, ['UserName', 'UserId'], ['', 7]).map((User) => ({ User })),
    ...['x', [{}], ...malformedItems(TAG, ['Key', 'Value'], []).map((tag) => [tag])].map((Tags) => ({
      User: { ...USER, Tags },
    })),
  ],
  GetAccessKeyLastUsed: [
    {},
    { AccessKeyLastUsed: null },
    { AccessKeyLastUsed: {} },
    { AccessKeyLastUsed: { ...LAST_USE, LastUsedDate: undefined } },
    { AccessKeyLastUsed: { ServiceName: undefined, Region: 'N/A' } },
    { AccessKeyLastUsed: { ...LAST_USE, LastUsedDate: new Date(Number.NaN) } },
  ],
  Query: [{}, { Items: 'x' }, { Items: [null] }],
  GetComplianceDetailsByConfigRule: [
    { EvaluationResults: [{}] },
    { EvaluationResults: [{ EvaluationResultIdentifier: RESULT }] },
    { EvaluationResults: 'x' },
  ],
  PutEvaluations: [{ FailedEvaluations: [{}] }],
  DescribeConfigRules: [{ ConfigRules: [null] }],
  StartAutomationExecution: [{}],
  GetParametersByPath: [
    {},
    ...['x', [null], [{}], ...malformedItems(PAUSE, ['Name'], ['', 7]).map((item) => [item])].map(
      (Parameters) => ({ Parameters }),
    ),
    ...malformedItems(PAUSE, ['Value'], ['', 7]).map((item) => ({ Parameters: [item] })),
  ],
  Invoke: ['', 'x', '[]', '{}', '{"outcome":"Published"}'].map((text) => ({
    StatusCode: 200,
    Payload: new TextEncoder().encode(text),
  })),
};

/** The operations whose answer may have no list, since their API reference does not require it. */
export const MAY_BE_EMPTY: readonly string[] = ['GetComplianceDetailsByConfigRule', 'DescribeConfigRules'];
