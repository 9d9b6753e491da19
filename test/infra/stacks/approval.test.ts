import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { approvalRunbook } from '../../../infra/approval-runbook.ts';
import { APPROVAL_RUNBOOK, RUNBOOKS } from '../../../product/runbooks.ts';
import type { Runbook } from '../../../sandbox/automation/document/runbook.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { EXTREMES } from '../../support/extreme-parameters.ts';
import { lint } from '../../support/runbook-linter/lint.ts';
import { referencesOf } from '../../support/runbook-linter/reference-rules.ts';
import { runbookFile } from '../../support/runbook-linter/runbook-file.ts';

const ROLE = 'arn:aws:iam::111122223333:role/sec/approver';
const USER = 'arn:aws:iam::111122223333:user/dana@example.com';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:AutomationApprovals';

const template = templateOf('OneActiveKeyApproval');
const deployed = (parameters: Record<string, string>) =>
  deploy(template, { parameters: { Approvers: ROLE, ...parameters } });

/** The document of the stack, as CloudFormation creates it. */
function documentOf(parameters: Record<string, string> = {}) {
  const { properties } = onlyResource(deployed(parameters), 'AWS::SSM::Document');
  const content = String(properties['Content']);
  const runbook = parse(content) as Runbook;
  const request = runbook.mainSteps.find(({ action }) => action === 'aws:approve');
  if (!request) throw new Error('Expected a step aws:approve');
  return { properties, content, runbook, request };
}

const parsed = (file: string): Runbook =>
  parse(readFileSync(new URL(`../../../remediation/${file}`, import.meta.url), 'utf8'));

/** The parameters that change nothing in what an approval leads to. */
const NOT_SHOWN = ['AutomationAssumeRole', 'RunbookVersion', 'DryRun', 'Automatic'];

describe('the approval template', () => {
  it('has one resource, the runbook, and neither a role nor a policy', () => {
    const { resources } = deployed({});
    expect(Object.values(resources).map(({ type }) => type)).toEqual(['AWS::SSM::Document']);
    expect(documentOf().properties).toMatchObject({
      Name: APPROVAL_RUNBOOK.name,
      DocumentType: 'Automation',
      DocumentFormat: 'YAML',
      UpdateMethod: 'NewVersion',
    });
  });

  it('asks the approvers of its parameters, for 7 days, without a topic, if nothing else is given', () => {
    const { request } = documentOf();
    expect(request.timeoutSeconds).toBe(604_800);
    expect(request.inputs).toEqual({
      Message: expect.stringContaining('{{ ReadPlan.PlannedAccessKeyIds }}'),
      MinRequiredApprovals: 1,
      Approvers: [ROLE],
    });
  });

  it('asks as its parameters say', () => {
    const { request } = documentOf({
      Approvers: `${ROLE},${USER}`,
      MinimumApprovals: '2',
      ApprovalTimeoutSeconds: '3600',
      ApprovalTopicArn: TOPIC,
    });
    expect(request.timeoutSeconds).toBe(3_600);
    expect(request.inputs).toMatchObject({
      NotificationArn: TOPIC,
      MinRequiredApprovals: 2,
      Approvers: [ROLE, USER],
    });
  });

  it.each([
    ['the defaults', {}],
    ['the longest and largest values', EXTREMES['OneActiveKeyApproval'] ?? {}],
  ])('has a document about which the linter of the runbooks has no complaint, with %s', (_title, values) => {
    const { content } = documentOf(values);
    expect(lint(runbookFile('deactivate-with-approval.yaml', content))).toEqual([]);
  });

  it('differs from the file in the step that asks only', () => {
    const url = new URL(`../../../remediation/${APPROVAL_RUNBOOK.file}`, import.meta.url);
    const withoutRequest = ({ mainSteps, ...rest }: Runbook) => ({
      ...rest,
      mainSteps: mainSteps.map((step) => (step.action === 'aws:approve' ? step.name : step)),
    });
    expect(withoutRequest(documentOf().runbook)).toEqual(withoutRequest(parse(readFileSync(url, 'utf8'))));
  });

  it('lets nobody who starts the runbook choose the approvers, their number, the topic or the time', () => {
    const { request } = documentOf({ ApprovalTopicArn: TOPIC });
    const { Message: message, ...others } = request.inputs;
    expect(referencesOf([others, request.timeoutSeconds])).toEqual([]);
    const parameters = Object.keys(parsed(RUNBOOKS.deactivate.file).parameters ?? {});
    const shown = parameters.filter((name) => !NOT_SHOWN.includes(name));
    expect(referencesOf(message)).toEqual(expect.arrayContaining(shown));
  });

  it('shows the command that asks', () => {
    expect(deployed({}).outputs['Ask']).toBe(
      `aws ssm start-automation-execution --region us-east-1 --document-name ${APPROVAL_RUNBOOK.name} --parameters ` +
        'IAMUserId=USER_ID,AutomationAssumeRole=arn:aws:iam::111122223333:role/one-active-key-automation',
    );
  });
});

describe('the runbook with an approval', () => {
  const { runbook } = documentOf();
  const plain = parsed(RUNBOOKS.deactivate.file);
  const stepOf = ({ mainSteps }: Runbook, name: string) => mainSteps.find((step) => step.name === name);

  it('has the parameters of the runbook without one, but for DryRun and Automatic: it begins with a dry run, and somebody asks for it', () => {
    const { DryRun: _dryRun, Automatic: _automatic, ...parameters } = plain.parameters ?? {};
    expect(runbook.parameters).toEqual(parameters);
  });

  it('makes the same request twice: first as a dry run, then with the plan that was approved', () => {
    const payloadOf = (document: Runbook, name: string) =>
      stepOf(document, name)?.inputs['InputPayload'] as Record<string, string>;
    const { automatic: _automatic, ...request } = payloadOf(plain, 'DeactivateSurplusAccessKeys');
    expect(payloadOf(runbook, 'PlanDeactivation')).toEqual({ ...request, dryRun: 'true' });
    expect(payloadOf(runbook, 'DeactivateSurplusAccessKeys')).toEqual({
      ...request,
      dryRun: 'false',
      approvedKeptAccessKeyId: '{{ ReadPlan.KeptAccessKeyId }}',
      approvedAccessKeyIds: '{{ ReadPlan.PlannedAccessKeyIds }}',
      approvedReason: '{{ ReadPlan.Reason }}',
    });
  });

  it('has all outputs of the runbook without one, under the same names', () => {
    expect(runbook.outputs).toEqual(expect.arrayContaining([...(plain.outputs ?? [])]));
  });

  it('comes to the act by one way only, the status Approved', () => {
    const act = 'DeactivateSurplusAccessKeys';
    const leading = runbook.mainSteps.filter((step) =>
      JSON.stringify([step.nextStep, step.onFailure, step.inputs]).includes(`"${act}"`),
    );
    expect(leading.map(({ name }) => name)).toEqual(['CheckApproval']);
    expect(stepOf(runbook, 'CheckApproval')?.inputs).toEqual({
      Choices: [
        { NextStep: act, Variable: '{{ RequestApproval.ApprovalStatus }}', StringEquals: 'Approved' },
      ],
      Default: 'ReportNoApproval',
    });
  });
});

it('The content of the runbook has neither an empty topic nor the comment of its file', () => {
  const values = { notificationLine: '', minRequiredApprovals: '1', approvers: '"x"', timeoutSeconds: '60' };
  expect(approvalRunbook(values)).not.toContain('NotificationArn');
  expect(approvalRunbook(values)).not.toMatch(/^#/);
});
