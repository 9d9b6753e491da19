import type { MessageEvent } from '../../product/message.ts';
import {
  DEACTIVATED,
  DEACTIVATED_KEY_USED,
  DELETED,
  REACTIVATED,
  RULE_NOT_RUN,
  RUN_FAILED,
} from './after.ts';
import { BECAME_NON_COMPLIANT, EXEMPTION_ENDING, NOTICED, REFUSED, REMINDER, SOAK_ENDING } from './before.ts';
import type { EventText } from './event-text.ts';

/** How each event is told. */
export const TEXTS: Readonly<Record<MessageEvent, EventText>> = {
  BecameNonCompliant: BECAME_NON_COMPLIANT,
  Noticed: NOTICED,
  Reminder: REMINDER,
  Deactivated: DEACTIVATED,
  Refused: REFUSED,
  Reactivated: REACTIVATED,
  SoakEnding: SOAK_ENDING,
  Deleted: DELETED,
  DeactivatedKeyUsed: DEACTIVATED_KEY_USED,
  ExemptionEnding: EXEMPTION_ENDING,
  RunFailed: RUN_FAILED,
  RuleNotRun: RULE_NOT_RUN,
};
