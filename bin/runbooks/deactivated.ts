import { isAccessKeyId, isUserId } from '../../policy/identifiers.ts';
import { keysIn, type RunbookExecution } from './runbook-execution.ts';

/** A key that an earlier `remediate` deactivated. */
export interface DeactivatedKey {
  readonly userName: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** The execution that deactivated it, empty if the receipt has none; absent if a person names the key. */
  readonly automationExecutionId?: string;
}

/**
 * The keys that these executions deactivated, as far as user and key are ids; for the others see
 * `executionsWithUnknownEffect`.
 */
export function deactivatedKeysOf(executions: readonly RunbookExecution[]): DeactivatedKey[] {
  return executions
    .filter((execution) => isDeactivation(execution) && isUserId(execution.userId))
    .flatMap(({ userName, userId, automationExecutionId, outputs }) =>
      keysIn(outputs, KEYS)
        .filter(isAccessKeyId)
        .map((accessKeyId) => ({ userName, userId, accessKeyId, automationExecutionId })),
    );
}

const KEYS = 'DeactivatedAccessKeyIds';

const isDeactivation = ({ outputs }: RunbookExecution): boolean => outputs['Outcome'] === 'Deactivated';

/** Whether the user and all keys are ids: a file may have been edited. */
function isReadable({ userId, outputs }: RunbookExecution): boolean {
  const keys = keysIn(outputs, KEYS);
  return isUserId(userId) && keys.length > 0 && keys.every(isAccessKeyId);
}

/**
 * The executions that may have deactivated a key that nobody can read from them: all that neither succeeded
 * nor were refused by AWS, and deactivations in which something else is in the place of an id.
 */
export function executionsWithUnknownEffect(executions: readonly RunbookExecution[]): RunbookExecution[] {
  return executions.filter((execution) => {
    const isOver = execution.status === 'Success' || execution.status === 'NotStarted';
    return !isOver || (isDeactivation(execution) && !isReadable(execution));
  });
}
