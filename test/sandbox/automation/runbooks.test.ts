import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { anAutomation, answer, courseOf, functionError, ROLE, stepOf } from './harness.ts';

const receipt = {
  userId: 'AIDAEXAMPLE000000001',
  userName: 'amina',
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  reason: '',
  undo: '',
};

const deactivate = {
  file: 'deactivate-surplus-access-keys.yaml',
  parameters: { AutomationAssumeRole: [ROLE], IAMUserId: ['AIDAEXAMPLE000000001'] },
  event: {
    operation: 'Deactivate',
    userId: 'AIDAEXAMPLE000000001',
    dryRun: 'false',
    selectionStrategy: 'LeastRecentlyUsed',
    rotationGraceHours: '0',
    protectUsedWithinDays: '7',
    exemptionMaxDays: '90',
    automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
    automationAssumeRole: ROLE,
  },
  answer: {
    ...receipt,
    outcome: 'Deactivated',
    keptAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    deactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE', 'AKIAC0FFEE000EXAMPLE'],
    undo: 'aws ssm start-automation-execution …',
  },
  outputs: {
    'ReadReceipt.Outcome': ['Deactivated'],
    'ReadReceipt.RefusalCode': ['none'],
    'ReadReceipt.UserName': ['amina'],
    'ReadReceipt.KeptAccessKeyId': ['AKIAIOSFODNN7EXAMPLE'],
    'ReadReceipt.DeactivatedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE, AKIAC0FFEE000EXAMPLE'],
    'ReadReceipt.PlannedAccessKeyIds': ['none'],
    'ReadReceipt.Reason': ['none'],
    'ReadReceipt.Undo': ['aws ssm start-automation-execution …'],
  },
  first: 'DeactivateSurplusAccessKeys',
};

const reactivate = {
  file: 'reactivate-access-key.yaml',
  parameters: { ...deactivate.parameters, AccessKeyId: ['AKIAI44QH8DHBEXAMPLE'] },
  event: {
    operation: 'Reactivate',
    userId: 'AIDAEXAMPLE000000001',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    exemptForDays: '7',
    exemptionMaxDays: '90',
    automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  },
  answer: { ...receipt, outcome: 'Reactivated', reactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE'] },
  outputs: {
    'ReadReceipt.Outcome': ['Reactivated'],
    'ReadReceipt.RefusalCode': ['none'],
    'ReadReceipt.UserName': ['amina'],
    'ReadReceipt.ReactivatedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE'],
    'ReadReceipt.Reason': ['none'],
  },
  first: 'ReactivateAccessKey',
};

const deleteDeactivated = {
  file: 'delete-deactivated-access-keys.yaml',
  parameters: deactivate.parameters,
  event: {
    operation: 'DeleteDeactivated',
    userId: 'AIDAEXAMPLE000000001',
    soakDays: '14',
    dryRun: 'false',
    automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  },
  answer: { ...receipt, outcome: 'Deleted', deletedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE'] },
  outputs: {
    'ReadReceipt.Outcome': ['Deleted'],
    'ReadReceipt.RefusalCode': ['none'],
    'ReadReceipt.UserName': ['amina'],
    'ReadReceipt.DeletedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE'],
    'ReadReceipt.PlannedAccessKeyIds': ['none'],
    'ReadReceipt.Reason': ['none'],
  },
  first: 'DeleteDeactivatedAccessKeys',
};

const behaviours = [
  { lambdaErrorFailsStep: true, lambdaPayload: 'string' },
  { lambdaErrorFailsStep: true, lambdaPayload: 'object' },
  { lambdaErrorFailsStep: false, lambdaPayload: 'string' },
  { lambdaErrorFailsStep: false, lambdaPayload: 'object' },
] as const;

const contentOf = (file: string) => readFileSync(`remediation/runbooks/${file}`, 'utf8');

describe.each([deactivate, reactivate, deleteDeactivated])('The runbook $file', (runbook) => {
  const started = async (
    functions: Parameters<typeof anAutomation>[0],
    options: Parameters<typeof anAutomation>[1],
    parameters: Record<string, string[]> = runbook.parameters,
  ) => {
    const sandbox = anAutomation(functions, options);
    await sandbox.create(contentOf(runbook.file), { DocumentFormat: 'YAML' });
    return { ...sandbox, execution: await sandbox.start(parameters) };
  };

  it('invokes the remediation function once, with texts only, as the role that it was given', async () => {
    const { invocations, automation } = await started(() => answer(runbook.answer), {});
    expect(invocations).toEqual([{ functionName: 'one-active-key-remediation', payload: runbook.event }]);
    expect(automation.executions[0]?.assumedRole).toBe(ROLE);
  });

  it.each(Object.keys(runbook.parameters))('refuses to start without %s', async (name) => {
    const { [name]: _left, ...parameters } = runbook.parameters as Record<string, string[]>;
    const { create, start, invocations } = anAutomation();
    await create(contentOf(runbook.file), { DocumentFormat: 'YAML' });
    await expect(start(parameters)).rejects.toThrow(`Missing required parameter: ${name} in user inputs.`);
    expect(invocations).toEqual([]);
  });

  const title = 'where an error fails the step: $lambdaErrorFailsStep, and a payload is: $lambdaPayload';
  describe.skipIf(!findPython()).each(behaviours)(`${title} (skipped without Python)`, (options) => {
    it('shows the receipt as outputs', async () => {
      const { execution } = await started(() => answer(runbook.answer), options);
      expect(execution.AutomationExecutionStatus).toBe('Success');
      expect(execution.Outputs).toEqual(runbook.outputs);
      expect(courseOf(execution)).toBe(`${runbook.first} Success, ReadReceipt Success`);
    });

    it("fails with the function's own message", async () => {
      const { execution } = await started(() => functionError('AccessDenied: no, not you'), options);
      expect(execution.AutomationExecutionStatus).toBe('Failed');
      expect(execution.FailureMessage).toContain('AccessDenied: no, not you');
      const failed = options.lambdaErrorFailsStep ? runbook.first : 'ReadReceipt';
      expect(stepOf(execution, failed).StepStatus).toBe('Failed');
    });

    it('fails if the function returns nothing', async () => {
      const { execution } = await started(() => answer(null), options);
      expect(execution.AutomationExecutionStatus).toBe('Failed');
    });
  });
});
