import { ACTION_RULES } from './action-rules.ts';
import { FLOW_RULES } from './flow-rules.ts';
import { HEADER_RULES } from './header-rules.ts';
import { PARAMETER_RULES } from './parameter-rules.ts';
import { REFERENCE_RULES } from './reference-rules.ts';
import type { Rule, RunbookFile } from './runbook-file.ts';
import { scriptRules } from './script-rules.ts';

/**
 * All rules that need no Python. The rule for the schema is the first, because the other rules depend on it.
 */
export const RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...PARAMETER_RULES,
  ...REFERENCE_RULES,
  ...FLOW_RULES,
  ...ACTION_RULES,
];

/** All complaints about a runbook; its scripts are checked only if Python is available. */
export function lint(file: RunbookFile, python?: string): readonly string[] {
  const [schema, ...rules] = [...RULES, ...(python === undefined ? [] : scriptRules(python))];
  const complaints = schema?.complaints(file) ?? [];
  return complaints.length > 0 ? complaints : rules.flatMap((rule) => rule.complaints(file));
}
