import { isAccessKeyId } from '../../policy/identifiers.ts';
import { keysIn, type RunbookExecution } from './runbook-execution.ts';

/** A key that an earlier `remediate` deactivated. */
export interface DeactivatedKey {
  readonly userName: string;
  readonly userId: string;
  readonly accessKeyId: string;
}

/** The keys that these executions deactivated. */
export function deactivatedKeysOf(executions: readonly RunbookExecution[]): DeactivatedKey[] {
  return executions
    .filter(({ outputs }) => outputs['Outcome'] === 'Deactivated')
    .flatMap(({ userName, userId, outputs }) =>
      keysIn(outputs, 'DeactivatedAccessKeyIds')
        .filter(isAccessKeyId)
        .map((accessKeyId) => ({ userName, userId, accessKeyId })),
    );
}

/**
 * The executions that may have deactivated a key without reporting it: all that neither succeeded nor were refused by
 * AWS.
 */
export function executionsWithUnknownEffect(executions: readonly RunbookExecution[]): RunbookExecution[] {
  return executions.filter(({ status }) => status !== 'Success' && status !== 'NotStarted');
}
