import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { addUser, deployed, evaluate } from '../support/rule.ts';
import {
  actionArn,
  deliverFindings,
  deploySecurityHub,
  invokeSecurityHub,
  shownFor,
} from '../support/security-hub.ts';

/** A finding as an event has it; a test changes one of its members. */
type SentFinding = Record<string, unknown>;

/** An account in which alice has two active keys, and the finding of her that was not enriched yet. */
async function withSentFinding() {
  const { account } = deployed();
  const lines = deploySecurityHub(account);
  const { userId } = addUser(account, 'alice', 2);
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  const [event] = account.securityHub.takeEvents();
  const finding = structuredClone(event?.detail.findings[0]) as unknown as SentFinding;
  const send = (findings: readonly unknown[]) =>
    invokeSecurityHub(account, { ...event, detail: { findings } });
  return { account, lines, finding, send, userId };
}

/** Changes the finding that Security Hub holds, as only AWS can. */
function replaceHeld(account: SandboxAccount, change: SentFinding): void {
  account.addOperations('securityhub', {
    GetFindings: () => ({ Findings: account.securityHub.findings().map((each) => ({ ...each, ...change })) }),
  });
}

const writes = (account: SandboxAccount) =>
  account.calls.filter(({ operation }) =>
    ['BatchUpdateFindings', 'StartAutomationExecution'].includes(operation),
  );

const IN_EVENT: readonly (readonly [string, SentFinding])[] = [
  ['of another product', { ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty' }],
  [
    'of a product of the account itself',
    { ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default' },
  ],
  ['of another account', { AwsAccountId: '444455556666' }],
  ['of another Region', { Region: 'eu-west-1' }],
  ['of a rule with another name', { Title: 'iam-user-mfa-enabled' }],
  ['of a rule that is named like ours', { Title: 'iam-user-one-active-access-key-of-others' }],
  ['without a title', { Title: undefined }],
  [
    'whose members have other types',
    { Title: 7, ProductArn: [], AwsAccountId: {}, Resources: 'x', Note: 'x' },
  ],
];

describe('a finding that is not ours is left as it is', () => {
  it.each(IN_EVENT)('%s', async (_, change) => {
    const { account, finding, send, lines } = await withSentFinding();
    replaceHeld(account, change);
    await send([{ ...finding, ...change }]);
    expect(writes(account)).toEqual([]);
    expect(lines).toMatchObject([{ updated: [], left: { NotOurs: 1 } }]);
  });

  it.each(IN_EVENT)('%s, as GetFindings says although the event does not', async (_, change) => {
    const { account, finding, send } = await withSentFinding();
    replaceHeld(account, change);
    await send([finding]);
    expect(writes(account)).toEqual([]);
  });

  it.each([
    [
      'of another rule of the same name',
      { GeneratorId: 'arn:aws:config:us-east-1:111122223333:config-rule/x' },
    ],
    ['without a generator', { GeneratorId: undefined }],
  ])('%s', async (_, change) => {
    const { account, send, finding, lines } = await withSentFinding();
    replaceHeld(account, change);
    await send([{ ...finding, ...change }]);
    expect(lines).toMatchObject([{ left: { NotOurs: 1 } }]);
  });

  it('of a rule that has our name and another function', async () => {
    const { account, finding, send, lines } = await withSentFinding();
    const sourceIdentifier = 'arn:aws:lambda:us-east-1:111122223333:function:somebody-elses';
    account.configRules.put({ configRuleName: NAMES.configRule, sourceIdentifier });
    await send([finding]);
    expect(lines).toMatchObject([{ left: { NotOurs: 1 } }]);
    expect(writes(account)).toEqual([]);
  });

  it('costs a foreign finding no call, whatever its product sends', async () => {
    const { account, finding, send } = await withSentFinding();
    const before = account.calls.length;
    await send([{ ...finding, Title: 'iam-user-mfa-enabled' }]);
    expect(account.calls.slice(before)).toEqual([]);
  });

  it('and the one beside it is updated', async () => {
    const { account, finding, send } = await withSentFinding();
    await send([{ ...finding, AwsAccountId: '444455556666' }, finding]);
    expect(shownFor(account, 'alice')[1]).toMatch(/^NON_COMPLIANT as of/);
  });
});

describe('who the user is', () => {
  const arn = 'arn:aws:iam::111122223333:user/alice';
  const resource = (Id: unknown, Details?: unknown) => ({ Resources: [{ Type: 'AwsIamUser', Id, Details }] });

  it.each([
    ['by the ARN alone, as documented', resource(arn)],
    ['by the ARN, with details without an id', resource(arn, { AwsIamUser: { UserName: 'alice' } })],
  ])('is found %s', async (_, change) => {
    const { account, finding, send } = await withSentFinding();
    await send([{ ...finding, ...change }]);
    expect(writes(account)).toHaveLength(1);
  });

  it.each([
    ['an ARN of another account', resource('arn:aws:iam::444455556666:user/alice')],
    ['an ARN of a role', resource('arn:aws:iam::111122223333:role/alice')],
    ['an ARN with another path', resource('arn:aws:iam::111122223333:user/team/alice')],
    ['a user that does not exist', resource('arn:aws:iam::111122223333:user/nobody')],
    ['no ARN', resource('alice')],
    ['an id of a role', resource('x', { AwsIamUser: { UserId: 'AROAIOSFODNN7EXAMPLE' } })],
    ['no resource', { Resources: [] }],
    ['two resources', { Resources: [{ Id: arn }, { Id: arn }] }],
  ])('is unknown with %s: the finding is left as it is', async (_, change) => {
    const { account, finding, send, lines } = await withSentFinding();
    await send([{ ...finding, ...change }]);
    expect(writes(account)).toEqual([]);
    expect(lines).toMatchObject([{ left: { UnknownUser: 1 } }]);
  });

  it('is one of whom AWS Config holds no result: the finding is left as it is', async () => {
    const { account, finding, send, lines } = await withSentFinding();
    await send([{ ...finding, ...resource(arn, { AwsIamUser: { UserId: 'AIDAIOSFODNN7EXAMPLE' } }) }]);
    expect(lines).toMatchObject([{ left: { NoResult: 1 } }]);
    expect(writes(account)).toEqual([]);
  });

  it('is found on any page of AWS Config, with the result of the rule of the finding', async () => {
    const { account, finding, send } = await withSentFinding();
    const sourceIdentifier = `arn:aws:lambda:us-east-1:111122223333:function:${NAMES.ruleFunction}`;
    for (const name of ['a-rule', 'b-rule', 'c-rule']) {
      account.configRules.put({ configRuleName: name, sourceIdentifier });
      await account.configRules.evaluate(name);
    }
    await send([finding]);
    expect(
      account.calls.filter(({ operation }) => operation === 'GetComplianceDetailsByResource'),
    ).toHaveLength(2);
    expect(shownFor(account, 'alice')[1]).toMatch(/^NON_COMPLIANT as of/);
  });
});

describe('what fails', () => {
  it.each([
    ['GetFindings', 'securityhub'],
    ['BatchUpdateFindings', 'securityhub'],
    ['DescribeConfigRules', 'config'],
    ['GetComplianceDetailsByResource', 'config'],
  ])(
    '%s denied: the function fails, so that Lambda tries again, and nothing is written',
    async (operation) => {
      const { account, finding, send } = await withSentFinding();
      account.faults.add((call) => (call.operation === operation ? { kind: 'deny' } : undefined));
      await expect(send([finding])).rejects.toThrow(
        /^1 of 1 findings failed; the first one, arn:.*AccessDenied/,
      );
      expect(shownFor(account, 'alice')[1]).toBeUndefined();
    },
  );

  it('a finding that GetFindings does not have yet fails, so that Lambda tries again', async () => {
    const { account, finding, send } = await withSentFinding();
    account.addOperations('securityhub', { GetFindings: () => ({ Findings: [] }) });
    await expect(send([finding])).rejects.toThrow(/FindingNotFoundError: the finding arn:/);
    expect(writes(account)).toEqual([]);
  });

  it('an update that Security Hub does not process fails, with the reason', async () => {
    const { account, finding, send } = await withSentFinding();
    account.addOperations('securityhub', {
      BatchUpdateFindings: () => ({
        ProcessedFindings: [],
        UnprocessedFindings: [{ ErrorCode: 'ConcurrentUpdateError' }],
      }),
    });
    await expect(send([finding])).rejects.toThrow(/FindingNotUpdatedError.*ConcurrentUpdateError/);
  });

  it.each([
    ['an empty event', {}],
    [
      'an event of another source',
      { source: 'aws.config', 'detail-type': 'Security Hub Findings - Imported', detail: { findings: [] } },
    ],
    [
      'insight results',
      { source: 'aws.securityhub', 'detail-type': 'Security Hub Insight Results', detail: { findings: [] } },
    ],
    [
      'an event without findings',
      { source: 'aws.securityhub', 'detail-type': 'Security Hub Findings - Imported', detail: {} },
    ],
  ])('%s is refused', async (_, event) => {
    const { account } = await withSentFinding();
    await expect(invokeSecurityHub(account, event)).rejects.toThrow(
      /^event: expected an event "Security Hub/,
    );
  });

  it('an action without the id of its event is refused, since it could start the runbook twice', async () => {
    const { account, finding } = await withSentFinding();
    const event = {
      source: 'aws.securityhub',
      'detail-type': 'Security Hub Findings - Custom Action',
      resources: [actionArn(account)],
      detail: { findings: [finding] },
    };
    await expect(invokeSecurityHub(account, event)).rejects.toThrow('id: expected a text; received nothing');
    expect(await deliverFindings(account)).toBe(0);
  });
});
