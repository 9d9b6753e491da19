import {
  DescribeConfigRulesCommand,
  type Evaluation,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import {
  DeleteAccessKeyCommand,
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  ListAccessKeysCommand,
  ListUserTagsCommand,
  paginateListUsers,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Clients } from './served.ts';

export const USER = 'a+b=c,d.e@f-g_h';
export const [USED, UNUSED] = ['AKIAI44QH8DHBEXAMPLE', 'AKIAIOSFODNN7EXAMPLE'];
export const RULE = 'iam-user-one-active-access-key';
const AT = new Date('2026-01-14T23:59:59.987Z');
let ResultToken = '';

/** Users, keys, tags and a rule with values that are difficult for a protocol. */
export async function prepare({ backdoor, functions, configRules }: SandboxAccount): Promise<void> {
  const tags = {
    note: `<&>"' é 日本 😀`,
    empty: '',
    blank: ' a  b ',
    lines: 'a\r\n\tb',
    'ключ-+=.@': '&amp;',
  };
  const document = { Statement: { Effect: 'Allow', Action: '*', Resource: `<&>"' é +%` } };
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  backdoor.createPolicy({ arn, document });
  backdoor.createGroup({ groupName: 'admins', attached: [arn] });
  const policies = { inline: [{ policyName: 'all', document }] };
  const path = '/division_abc/<&>\'"/';
  backdoor.createUser({ userName: USER, path, tags, policies, groups: ['admins'], hasPassword: true });
  backdoor.createAccessKey(USER, { accessKeyId: UNUSED });
  backdoor.createAccessKey(USER, {
    accessKeyId: USED,
    status: 'Inactive',
    lastUsed: { at: AT, service: 's3', region: 'eu-west-1' },
  });
  for (let number = 1; number <= 7; number += 1) backdoor.createUser({ userName: `user-${number}` });
  functions.register('rule', async (event) => {
    ResultToken = (event as { resultToken: string }).resultToken;
  });
  configRules.put({ configRuleName: RULE, sourceIdentifier: 'rule', inputParameters: { a: `<&>"' é` } });
  await configRules.evaluate(RULE);
}

/** A call in one of the two accounts. */
export type Step = (clients: Clients) => Promise<object>;

export const evaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  ComplianceResourceType: 'AWS::IAM::User',
  ComplianceResourceId: 'AIDAILEDWOGIPJFAKOJKW',
  ComplianceType: 'NON_COMPLIANT',
  Annotation: `2 active keys <&>"' é`,
  OrderingTimestamp: AT,
  ...change,
});

export const listKeys = (UserName: string): Step => {
  return ({ iam }) => iam.send(new ListAccessKeysCommand({ UserName }));
};
export const listTags: Step = ({ iam }) => iam.send(new ListUserTagsCommand({ UserName: USER }));
export const lastUsed = (AccessKeyId: string): Step => {
  return ({ iam }) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
};
export const update = (UserName: string, Status: 'Active' | 'Inactive' | 'Expired'): Step => {
  return ({ iam }) => iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: UNUSED, Status }));
};
export const tag = (...keys: string[]): Step => {
  const Tags = keys.map((Key) => ({ Key, Value: `é 日本 +=@ ${Key}` }));
  return ({ iam }) => iam.send(new TagUserCommand({ UserName: USER, Tags }));
};
export const untag = (...TagKeys: string[]): Step => {
  return ({ iam }) => iam.send(new UntagUserCommand({ UserName: USER, TagKeys }));
};
export const put = (Evaluations: Evaluation[], overrides: object = {}): Step => {
  return ({ config }) => config.send(new PutEvaluationsCommand({ ResultToken, Evaluations, ...overrides }));
};
export const details = (overrides: object = {}): Step => {
  return ({ config }) =>
    config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE, ...overrides }));
};
export const start = (...ConfigRuleNames: string[]): Step => {
  return ({ config }) => config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));
};
export const describeRules = (...ConfigRuleNames: string[]): Step => {
  return ({ config }) => config.send(new DescribeConfigRulesCommand({ ConfigRuleNames }));
};
export const everyPage: Step = async ({ iam: client }) => {
  const pages: object[] = [];
  for await (const { $metadata, ...page } of paginateListUsers({ client, pageSize: 3 }, {})) pages.push(page);
  return { pages };
};

export const everyDetail: Step = async ({ iam }) => {
  const { $metadata, ...details } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ['User'], MaxItems: 1_000 }),
  );
  return details;
};
export const everyEntity: Step = ({ iam }) => iam.send(new GetAccountAuthorizationDetailsCommand({}));
export const summary: Step = ({ iam }) => iam.send(new GetAccountSummaryCommand({}));
export const generateReport: Step = ({ iam }) => iam.send(new GenerateCredentialReportCommand({}));
export const getReport: Step = ({ iam }) => iam.send(new GetCredentialReportCommand({}));
export const remove = (AccessKeyId: string): Step => {
  return ({ iam }) => iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId }));
};

export const numbered = (count: number, from = 1) =>
  Array.from({ length: count }, (_, n) => `tag-${n + from}`);
export const NOBODY = 'nobody@example.com';
