import type { Verdict } from '../../../policy/verdict.ts';
import { CHECK_SENTENCES } from './check-sentences.ts';
import type { DecisionFacts } from './facts.ts';
import { decisiveRule, STEPS, type StepName } from './rules.ts';

/** A rule that was tried, and what it compared. */
export interface Check {
  readonly rule: StepName;
  /** Whether this rule decided; exactly the last check did. */
  readonly isDecisive: boolean;
  readonly finding: string;
}

/** The rules that were tried about a user, up to the one that decided. */
export function checksOf(facts: DecisionFacts, verdict: Verdict): readonly Check[] {
  const decisive = decisiveRule(verdict);
  return STEPS.slice(0, STEPS.indexOf(decisive) + 1).flatMap((rule) => {
    const finding = CHECK_SENTENCES[rule](facts, verdict);
    return finding === null ? [] : { rule, isDecisive: rule === decisive, finding };
  });
}
