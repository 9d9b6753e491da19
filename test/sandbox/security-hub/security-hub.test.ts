import {
  type AwsSecurityFinding,
  BatchUpdateFindingsCommand,
  GetFindingsCommand,
  InvalidInputException,
  type WorkflowStatus,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import type { ReportedCompliance } from '../../../sandbox/config/dashboard.ts';
import { connectSecurityHub } from '../../../sandbox/security-hub/client.ts';
import { refusalOf } from '../refusal.ts';

const RULE = 'a-rule';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:a-function';

/** An account with a rule that reports what `report` says next about the user alice. */
function withRule() {
  const account = createSandboxAccount();
  const { userId } = account.backdoor.createUser({ userName: 'alice', path: '/team/' });
  let next: ReportedCompliance = 'NON_COMPLIANT';
  account.functions.register(FUNCTION, async (event) => {
    const { resultToken } = event as { readonly resultToken: string };
    const { config } = account.connect({ principal: 'a-function' });
    const { PutEvaluationsCommand } = await import('@aws-sdk/client-config-service');
    const evaluation = {
      ComplianceResourceType: 'AWS::IAM::User',
      ComplianceResourceId: userId,
      ComplianceType: next,
      Annotation: 'a plan',
      OrderingTimestamp: account.clock.now(),
    };
    await config.send(new PutEvaluationsCommand({ ResultToken: resultToken, Evaluations: [evaluation] }));
  });
  account.configRules.put({ configRuleName: RULE, sourceIdentifier: FUNCTION });
  const report = async (complianceType: ReportedCompliance) => {
    next = complianceType;
    account.clock.advance(60_000);
    await account.configRules.evaluate(RULE);
    return account.securityHub.receiveEvaluations();
  };
  const client = connectSecurityHub(account, { principal: 'person' });
  const only = (): AwsSecurityFinding => account.securityHub.findings()[0] as AwsSecurityFinding;
  const identifier = () => ({ Id: only().Id, ProductArn: only().ProductArn });
  const setStatus = (Status: WorkflowStatus) =>
    client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [identifier()], Workflow: { Status } }));
  return { account, userId, report, client, only, identifier, setStatus };
}

describe('a finding of AWS Config', () => {
  it('has what the User Guide documents, and no annotation', async () => {
    const { report, only, userId, account } = withRule();
    await report('NON_COMPLIANT');
    const [rule] = account.securityHub.findings();
    expect(only()).toMatchObject({
      ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/config',
      GeneratorId: rule?.ProductFields?.['aws/config/ConfigRuleArn'],
      Title: RULE,
      Compliance: { Status: 'FAILED' },
      Workflow: { Status: 'NEW' },
      Resources: [
        {
          Type: 'AwsIamUser',
          Id: 'arn:aws:iam::111122223333:user/team/alice',
          Details: { AwsIamUser: { UserId: userId, UserName: 'alice' } },
        },
      ],
    });
    expect(JSON.stringify(only())).not.toContain('a plan');
  });

  const COURSES: readonly (readonly [
    readonly (ReportedCompliance | { readonly set: WorkflowStatus })[],
    string,
    WorkflowStatus,
  ])[] = [
    [['COMPLIANT'], 'PASSED', 'RESOLVED'],
    [['NOT_APPLICABLE'], 'NOT_AVAILABLE', 'NEW'],
    [['NON_COMPLIANT', 'COMPLIANT'], 'PASSED', 'RESOLVED'],
    [['NON_COMPLIANT', { set: 'NOTIFIED' }, 'COMPLIANT'], 'PASSED', 'RESOLVED'],
    [['COMPLIANT', 'NON_COMPLIANT'], 'FAILED', 'NEW'],
    [['NON_COMPLIANT', { set: 'RESOLVED' }, 'NOT_APPLICABLE'], 'NOT_AVAILABLE', 'RESOLVED'],
    // The finding is no longer updated (API reference, WorkflowUpdate).
    [['NON_COMPLIANT', { set: 'SUPPRESSED' }, 'COMPLIANT'], 'FAILED', 'SUPPRESSED'],
  ];
  it.each(COURSES)('after %j is %s and %s', async (course, compliance, workflow) => {
    const { report, only, setStatus } = withRule();
    for (const each of course) {
      if (typeof each === 'string') await report(each);
      else await setStatus(each.set);
    }
    expect([only().Compliance?.Status, only().Workflow?.Status]).toEqual([compliance, workflow]);
  });

  it('is sent when it is new, changed or updated by a customer, and not when AWS Config says the same again', async () => {
    const { account, report, only, setStatus } = withRule();
    expect(await report('NON_COMPLIANT')).toEqual([only().Id]);
    expect(await report('NON_COMPLIANT')).toEqual([]);
    await setStatus('NOTIFIED');
    await report('COMPLIANT');
    const events = account.securityHub.takeEvents();
    expect(events.map((event) => event.detail.findings[0]?.Workflow?.Status)).toEqual([
      'NEW',
      'NOTIFIED',
      'RESOLVED',
    ]);
    expect(new Set(events.map((event) => event['detail-type']))).toEqual(
      new Set(['Security Hub Findings - Imported']),
    );
    expect(account.securityHub.takeEvents()).toEqual([]);
  });

  it('of which a custom action is chosen is in an event of its own', async () => {
    const { account, report, only } = withRule();
    await report('NON_COMPLIANT');
    const action = 'arn:aws:securityhub:us-east-1:111122223333:action/custom/x';
    const [event, ...others] = account.securityHub.chooseAction(action, [only().Id ?? '', 'another']);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      'detail-type': 'Security Hub Findings - Custom Action',
      resources: [action],
      detail: { findings: [{ Id: only().Id }] },
    });
  });
});

describe('GetFindings', () => {
  it('joins the filters of a field by OR, and the fields by AND', async () => {
    const { report, client, only } = withRule();
    await report('NON_COMPLIANT');
    const equals = (...values: string[]) => values.map((Value) => ({ Comparison: 'EQUALS' as const, Value }));
    const found = async (Filters: object) =>
      (await client.send(new GetFindingsCommand({ Filters }))).Findings?.length;
    expect(await found({ WorkflowStatus: equals('RESOLVED', 'NEW') })).toBe(1);
    expect(await found({ WorkflowStatus: equals('NEW'), Id: equals('another') })).toBe(0);
    expect(await found({ Id: equals(only().Id ?? ''), RecordState: equals('ACTIVE') })).toBe(1);
  });
});

describe('BatchUpdateFindings', () => {
  it('writes the note with its time, and names the findings that it does not know', async () => {
    const { report, client, only, identifier } = withRule();
    await report('NON_COMPLIANT');
    const unknown = { Id: 'another', ProductArn: only().ProductArn };
    const { UnprocessedFindings } = await client.send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: [identifier(), unknown],
        Note: { Text: 'a note', UpdatedBy: 'somebody' },
      }),
    );
    expect(UnprocessedFindings).toMatchObject([{ FindingIdentifier: unknown }]);
    expect(only().Note).toEqual({
      Text: 'a note',
      UpdatedBy: 'somebody',
      UpdatedAt: '2026-01-15T09:01:00.000Z',
    });
  });

  it.each([
    ['a note of 513 characters', { Note: { Text: 'x'.repeat(513), UpdatedBy: 'somebody' } }],
    ['a blank note', { Note: { Text: ' ', UpdatedBy: 'somebody' } }],
    ['101 findings', { FindingIdentifiers: Array(101).fill({ Id: 'x', ProductArn: 'x' }) }],
    ['an unknown status', { Workflow: { Status: 'CLOSED' as WorkflowStatus } }],
  ])('refuses %s', async (_, input) => {
    const { report, client, identifier } = withRule();
    await report('NON_COMPLIANT');
    const request = new BatchUpdateFindingsCommand({ FindingIdentifiers: [identifier()], ...input });
    expect(await refusalOf(client.send(request))).toBeInstanceOf(InvalidInputException);
  });
});
