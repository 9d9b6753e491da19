import { readFileSync } from 'node:fs';
import { anAutomation, ROLE } from './harness.ts';

const receipt = {
  userId: 'AIDAEXAMPLE000000001',
  userName: 'amina',
  accountId: '111122223333',
  region: 'us-east-1',
  at: '2026-11-21T12:00:00.000Z',
  automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  parameters: { soakDays: '14', dryRun: 'false' },
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  reason: '',
  undo: '',
};

/** The outputs that every runbook has for this receipt. */
const circumstances = {
  'ReadReceipt.UserName': ['amina'],
  'ReadReceipt.AccountId': ['111122223333'],
  'ReadReceipt.Region': ['us-east-1'],
  'ReadReceipt.At': ['2026-11-21T12:00:00.000Z'],
  'ReadReceipt.Parameters': ['dryRun=false, soakDays=14'],
};

/** A runbook, the answer of its function, and the expected execution. */
export const deactivate = {
  file: 'deactivate-surplus-access-keys.yaml',
  parameters: { AutomationAssumeRole: [ROLE], IAMUserId: ['AIDAEXAMPLE000000001'] },
  event: {
    operation: 'Deactivate',
    userId: 'AIDAEXAMPLE000000001',
    dryRun: 'false',
    automatic: 'false',
    selectionStrategy: 'LeastRecentlyUsed',
    rotationGraceHours: '24',
    protectUsedWithinDays: '7',
    exemptionMaxDays: '90',
    keepAccessKeyId: '',
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
    ...circumstances,
    'ReadReceipt.KeptAccessKeyId': ['AKIAIOSFODNN7EXAMPLE'],
    'ReadReceipt.DeactivatedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE, AKIAC0FFEE000EXAMPLE'],
    'ReadReceipt.PlannedAccessKeyIds': ['none'],
    'ReadReceipt.Reason': ['none'],
    'ReadReceipt.Undo': ['aws ssm start-automation-execution …'],
  },
  first: 'DeactivateSurplusAccessKeys',
};

export const reactivate = {
  file: 'reactivate-access-key.yaml',
  parameters: { ...deactivate.parameters, AccessKeyId: ['AKIAI44QH8DHBEXAMPLE'] },
  event: {
    operation: 'Reactivate',
    userId: 'AIDAEXAMPLE000000001',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    exemptForDays: '7',
    exemptionMaxDays: '90',
    force: 'false',
    automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  },
  answer: { ...receipt, outcome: 'Reactivated', reactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE'] },
  outputs: {
    'ReadReceipt.Outcome': ['Reactivated'],
    'ReadReceipt.RefusalCode': ['none'],
    ...circumstances,
    'ReadReceipt.ReactivatedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE'],
    'ReadReceipt.Reason': ['none'],
  },
  first: 'ReactivateAccessKey',
};

export const deleteDeactivated = {
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
    ...circumstances,
    'ReadReceipt.DeletedAccessKeyIds': ['AKIAI44QH8DHBEXAMPLE'],
    'ReadReceipt.PlannedAccessKeyIds': ['none'],
    'ReadReceipt.Reason': ['none'],
  },
  first: 'DeleteDeactivatedAccessKeys',
};

/** The text of a runbook of the repository. */
export const contentOf = (file: string) => readFileSync(`remediation/runbooks/${file}`, 'utf8');

type Runbook = typeof deactivate | typeof reactivate | typeof deleteDeactivated;

/** Starts one of the runbooks in a new Automation. */
export const startRunbook = async (
  runbook: Runbook,
  functions: Parameters<typeof anAutomation>[0],
  options: Parameters<typeof anAutomation>[1],
  parameters: Record<string, string[]> = runbook.parameters,
) => {
  const sandbox = anAutomation(functions, options);
  await sandbox.create(contentOf(runbook.file), { DocumentFormat: 'YAML' });
  return { ...sandbox, execution: await sandbox.start(parameters) };
};
