import { DEACTIVATION_LINES } from './deactivation-lines.ts';
import { DELETION_LINES } from './deletion-lines.ts';
import { LEASE_LINES } from './lease-lines.ts';
import type { ProtectingLine } from './protecting-line.ts';
import { RECORD_LINES } from './record-lines.ts';
import { RULE_LINES } from './rule-lines.ts';
import { UNDO_LINES } from './undo-lines.ts';

/** Every line that protects a credential or a change, with the schedule that breaks a promise without it. */
export const PROTECTING_LINES: readonly ProtectingLine[] = [
  ...LEASE_LINES,
  ...DEACTIVATION_LINES,
  ...RECORD_LINES,
  ...UNDO_LINES,
  ...DELETION_LINES,
  ...RULE_LINES,
];
