import {
  type EntityType,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  type IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';
import { seededRandom } from '../../../sandbox/seeded-random.ts';
import { refusalOf } from '../refusal.ts';

const OWN = 'arn:aws:iam::111122223333:policy/own';
const OF_AWS = 'arn:aws:iam::aws:policy/IAMFullAccess';
const UNUSED_OF_AWS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const document = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'a b+c' }] };

function anAccount(options: SandboxOptions = {}) {
  const account = createSandboxAccount(options);
  for (const arn of [OWN, OF_AWS, UNUSED_OF_AWS]) account.backdoor.createPolicy({ arn, document });
  const inline = [{ policyName: 'inline', document }];
  account.backdoor.createGroup({ groupName: 'admins', attached: [OF_AWS], inline });
  account.backdoor.createUser({
    userName: 'alice',
    groups: ['admins'],
    policies: { attached: [OWN], inline: [{ policyName: 'broken', document: '%7B' }] },
    hasPassword: true,
  });
  for (let n = 1; n <= 9; n += 1) account.backdoor.createUser({ userName: `user-${n}` });
  return { ...account, ...account.connect({ principal: 'tester' }) };
}

async function everything(client: IAMClient, Filter: EntityType[], pageSize: number) {
  const names: (string | undefined)[] = [];
  let pages = 0;
  for await (const page of paginateGetAccountAuthorizationDetails({ client, pageSize }, { Filter })) {
    pages += 1;
    names.push(...(page.UserDetailList ?? []).map(({ UserName }) => UserName));
    names.push(...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName));
    names.push(...(page.Policies ?? []).map(({ Arn }) => Arn));
  }
  return { names, pages };
}

describe('GetAccountAuthorizationDetails', () => {
  it('has the policies and the groups of a user, percent-encoded', async () => {
    const { iam } = anAccount();
    const { UserDetailList = [], GroupDetailList } = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ['User', 'Group'] }),
    );
    expect(UserDetailList[0]).toMatchObject({
      UserName: 'alice',
      GroupList: ['admins'],
      AttachedManagedPolicies: [{ PolicyName: 'own', PolicyArn: OWN }],
      UserPolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7B' }],
    });
    const PolicyDocument = encodeURIComponent(JSON.stringify(document));
    expect(GroupDetailList).toMatchObject([
      { GroupName: 'admins', GroupPolicyList: [{ PolicyName: 'inline', PolicyDocument }] },
    ]);
  });

  it.each([
    [['Group'], ['admins']],
    [['LocalManagedPolicy'], [OWN]],
    [['AWSManagedPolicy'], [OF_AWS]],
    [['Role'], []],
  ] as const)('with the filter %j has only these', async (filter, names) => {
    const { iam } = anAccount();
    expect(await everything(iam, [...filter], 100)).toEqual({ names, pages: 1 });
  });

  it.each([1, 2, 3])('in short pages has each entity once: seed %i', async (seed) => {
    const { iam } = anAccount({ shortPages: true, random: seededRandom(seed) });
    const { names, pages } = await everything(iam, [], 5);
    expect(pages).toBeGreaterThan(2);
    expect(names).toHaveLength(13);
    expect(new Set(names).size).toBe(13);
  });
});

describe('GetAccountSummary', () => {
  it.each([false, true])('root user with access keys: %s', async (arePresent) => {
    const { iam, backdoor } = anAccount();
    backdoor.setRootAccessKeys(arePresent);
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ Users: 10, Groups: 1, Policies: 1 });
    expect(SummaryMap?.AccountAccessKeysPresent).toBe(Number(arePresent));
  });
});

describe('the credential report', () => {
  const generate = async (iam: IAMClient) => (await iam.send(new GenerateCredentialReportCommand({}))).State;
  const get = (iam: IAMClient) => iam.send(new GetCredentialReportCommand({}));

  it('does not exist before it is generated', async () => {
    expect(await refusalOf(get(anAccount().iam))).toMatchObject({
      name: 'CredentialReportNotPresentException',
    });
  });

  it('is generated, is complete when it is asked for again, and lists the root user and all users', async () => {
    const { iam } = anAccount();
    expect(await generate(iam)).toBe('STARTED');
    expect(await refusalOf(get(iam))).toMatchObject({ name: 'CredentialReportNotReadyException' });
    expect(await generate(iam)).toBe('COMPLETE');
    const { Content, ReportFormat } = await get(iam);
    const lines = new TextDecoder().decode(Content).split('\n');
    expect(ReportFormat).toBe('text/csv');
    expect(lines[1]).toMatch(/^<root_account>,arn:aws:iam::111122223333:root,N\/A,not_supported,/);
    expect(lines[2]).toMatch(/^alice,arn:aws:iam::111122223333:user\/alice,2026-01-15T09:00:00\+00:00,true,/);
    expect(lines).toHaveLength(12);
  });

  it('lasts four hours', async () => {
    const { iam, clock, backdoor } = anAccount();
    await generate(iam);
    await generate(iam);
    backdoor.createUser({ userName: 'late' });
    clock.advance(4 * 3_600_000 - 1);
    expect(await generate(iam)).toBe('COMPLETE');
    expect(new TextDecoder().decode((await get(iam)).Content)).not.toContain('late');
    clock.advance(1);
    expect(await refusalOf(get(iam))).toMatchObject({ name: 'CredentialReportExpiredException' });
    expect(await generate(iam)).toBe('STARTED');
    await generate(iam);
    expect(new TextDecoder().decode((await get(iam)).Content)).toContain('late');
  });
});

describe('the backdoor', () => {
  it('refuses policies and groups that do not exist', () => {
    const { backdoor } = anAccount();
    const userName = 'bob';
    expect(() => backdoor.createUser({ userName, groups: ['none'] })).toThrow('no group none');
    expect(() => backdoor.createUser({ userName, policies: { attached: ['none'] } })).toThrow(
      'no policy none',
    );
    expect(() => backdoor.createGroup({ groupName: 'x', attached: ['none'] })).toThrow('no policy none');
  });
});
