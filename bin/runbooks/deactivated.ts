import { isAccessKeyId } from '../../policy/identifiers.ts';
import { keysIn, type RunbookExecution } from './runbook-execution.ts';

/** A key that an earlier `remediate` deactivated. */
export interface DeactivatedKey {
  readonly userName: string;
  readonly userId: string;
  readonly accessKeyId: string;
}

/** The keys that these executions deactivated. */
export function deactivatedBy(receipts: readonly RunbookExecution[]): DeactivatedKey[] {
  return receipts
    .filter(({ outputs }) => outputs['Outcome'] === 'Deactivated')
    .flatMap(({ userName, userId, outputs }) =>
      keysIn(outputs, 'DeactivatedAccessKeyIds')
        .filter(isAccessKeyId)
        .map((accessKeyId) => ({ userName, userId, accessKeyId })),
    );
}

/** The executions that may have deactivated a key without reporting it: those that failed, and those whose end is unknown. */
export function withUnknownEffect(receipts: readonly RunbookExecution[]): RunbookExecution[] {
  return receipts.filter(({ status }) => status !== 'Success' && status !== 'NotStarted');
}
