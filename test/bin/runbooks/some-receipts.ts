import { join } from 'node:path';
import { receiptOf } from '../../../bin/runbooks/receipt.ts';
import type { RunbookExecution } from '../../../bin/runbooks/runbook-execution.ts';
import { emptyFolder } from '../../support/bare-environment.ts';

/** A file in a new folder, which is removed when the test ends. */
export const temporaryFile = (name: string): string => join(emptyFolder(), name);

/** Answers each question with yes. */
export const yes = { ask: async () => true };

/** An execution that deactivated two keys. */
export const DONE: RunbookExecution = {
  userName: 'alice',
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  automationExecutionId: 'a0000000-0000-4000-8000-000000000001',
  status: 'Success',
  outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE' },
  failure: '',
};

/** When it was read. */
export const NOW = new Date('2026-11-21T09:00:00.000Z');

const IDENTITY = {
  partition: 'aws',
  accountId: '111122223333',
  accountAlias: undefined,
  region: 'us-east-1',
  operator: undefined,
};

const ACT = {
  document: 'OneActiveKey-DeactivateSurplusAccessKeys',
  identity: IDENTITY,
  startedAt: new Date('2026-11-21T08:59:00.000Z'),
  parameters: { IAMUserId: DONE.userId },
  decision: undefined,
};

/** The receipt of an execution. */
export const receipt = (execution: RunbookExecution) => receiptOf(ACT, execution, NOW);
