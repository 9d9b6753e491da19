import { MalformedEventError } from '../aws/errors.ts';
import { fieldsOf, parseText } from '../aws/event-fields.ts';
import { type Finding, parseFinding } from './finding.ts';

/** What invoked the function. */
export type Trigger = ImportedFindings | ChosenAction | Refresh;

/** Findings are new or were updated. */
export interface ImportedFindings {
  readonly kind: 'imported';
  readonly findings: readonly Finding[];
}

/** Somebody chose our custom action for findings. */
export interface ChosenAction {
  readonly kind: 'action';
  /** The id of the event, which is the same if the event is delivered twice. */
  readonly eventId: string;
  readonly findings: readonly Finding[];
}

/** The daily pass over our findings that no event may bring up to date. */
export interface Refresh {
  readonly kind: 'refresh';
}

/**
 * The detail type of new and updated findings (Security Hub User Guide, "EventBridge event formats").
 */
export const IMPORTED_EVENT = 'Security Hub Findings - Imported';

/** The detail type of findings for which somebody chose a custom action (the same page). */
export const ACTION_EVENT = 'Security Hub Findings - Custom Action';

/** The input of the daily schedule. */
export const REFRESH_EVENT = { operation: 'Refresh' } as const;

/** Parses an event of EventBridge; throws `MalformedEventError` for any other one. */
export function parseTrigger(event: unknown): Trigger {
  const { operation, id, source, detail, 'detail-type': detailType } = fieldsOf(event);
  if (operation === REFRESH_EVENT.operation) return { kind: 'refresh' };
  const { findings } = fieldsOf(detail);
  if (source === 'aws.securityhub' && Array.isArray(findings)) {
    if (detailType === IMPORTED_EVENT) return { kind: 'imported', findings: findings.map(parseFinding) };
    if (detailType === ACTION_EVENT) {
      return { kind: 'action', eventId: parseText('id', id), findings: findings.map(parseFinding) };
    }
  }
  const expected = `an event "${IMPORTED_EVENT}" or "${ACTION_EVENT}" of aws.securityhub, or ${JSON.stringify(REFRESH_EVENT)}`;
  throw new MalformedEventError('event', expected, event);
}
