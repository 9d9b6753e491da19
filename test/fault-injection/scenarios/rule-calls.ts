import { NAMES } from '../../../product/names.ts';
import type { Call } from '../../../sandbox/api.ts';
import { kindOf, nameOf } from './users.ts';

export const RULE_SENDER = { functionName: NAMES.ruleFunction, isAsynchronous: true, sdkAttempts: 8 };

const has = (calls: readonly Call[], operation: string) => calls.some((each) => each.operation === operation);

/** The labels of the calls of the rule function. */
export function ruleLabels(call: Call, before: readonly Call[]): string {
  return [nameOf(call), purposeOf(call, before)].filter(Boolean).join(' ');
}

/**
 * A run lists the users a second time: only two listings prove that a user is gone, and the second confirms
 * the names.
 */
function purposeOf(call: Call, before: readonly Call[]): string {
  switch (kindOf(call)) {
    case 'RULE':
      return `the rule ${phaseOf(call, before)}`;
    case 'PENDING':
      return `the pending users${call.operation === 'Query' ? ` ${phaseOf(call, before)}` : ''}`;
    default:
      if (call.operation !== 'ListUsers') return '';
      return has(before, 'GetComplianceDetailsByConfigRule') ? 'for the second time' : 'at first';
  }
}

/**
 * A run reads the ledger before it reads IAM, and again before it reports what a newer run may know better.
 */
function phaseOf({ operation }: Call, before: readonly Call[]): string {
  const firstOfIam = before.findIndex(({ service }) => service === 'iam');
  if (firstOfIam < 0) return 'at the beginning';
  return operation === 'Query' && !has(before.slice(firstOfIam), 'Query')
    ? 'before the reports'
    : 'at the end';
}
