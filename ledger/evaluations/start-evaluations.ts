import type { ConfigRule } from '@aws-sdk/client-config-service';
import { listRules, nameOfRule } from '../../aws/config-rules.ts';
import { ANYONE, type Note, readChanges, removeChange, tellRule } from './notes.ts';
import { readRule } from './rule-item.ts';
import { lastSweepOf } from './runs-on-record.ts';
import { type Postponement, type RuleStart, type StartServices, startRule } from './start-rule.ts';

/** A rule that has to be started again, since something is left to evaluate. */
export interface PostponedRule extends Postponement {
  readonly configRuleName: string;
}

/**
 * What became of each rule that has something to evaluate; what failed is in `errors`, and the other rules
 * were started.
 */
export interface StartedEvaluations {
  readonly started: readonly string[];
  readonly postponed: readonly PostponedRule[];
  readonly errors: readonly unknown[];
}

/**
 * Tells each of our rules of the changes that were noted, and starts the rules that have users to evaluate.
 * Rules are found by their function: a conformance pack appends a suffix to the name of its rule, and the
 * rule of a pack and the rule of a stack can exist side by side. Throws if the rules or the changes cannot be
 * read.
 */
export async function startEvaluations(services: StartServices): Promise<StartedEvaluations> {
  const rules = await listRules(services.config, services.ruleFunctionArn);
  const started: string[] = [];
  const postponed: PostponedRule[] = [];
  const errors: unknown[] = [...(await tellRules(services, rules))];
  for (const rule of rules) {
    const result = await attemptStart(services, rule);
    errors.push(...result.errors);
    if (result.isStarted) started.push(nameOfRule(rule));
    if (result.postponed) postponed.push({ configRuleName: nameOfRule(rule), ...result.postponed });
  }
  return { started, postponed, errors };
}

/** Never throws: what fails for one rule does not keep the others from being started. */
async function attemptStart(services: StartServices, rule: ConfigRule): Promise<RuleStart> {
  try {
    return await startRule(services, rule);
  } catch (error) {
    return { isStarted: false, errors: [error] };
  }
}

/** How many changes are passed on at once. */
const CONCURRENT_CHANGES = 10;

/**
 * A change is removed last: if this is interrupted, every rule is told again. Without a rule the changes
 * stay, since an answer without rules does not prove that there is none. Returns the errors of malformed
 * notes.
 */
async function tellRules(services: StartServices, rules: readonly ConfigRule[]): Promise<readonly unknown[]> {
  if (rules.length === 0) return [];
  const { ledger } = services;
  const { notes, malformed } = await readChanges(ledger);
  const passOn = async (note: Note) => {
    for (const rule of rules) await tellRule(ledger, nameOfRule(rule), await asTold(services, rule, note));
    await removeChange(ledger, note);
  };
  for (let first = 0; first < notes.length; first += CONCURRENT_CHANGES) {
    await Promise.all(notes.slice(first, first + CONCURRENT_CHANGES).map(passOn));
  }
  return malformed;
}

/**
 * A note of somebody whom nobody can name has the time of the last sweep that is known: a newer one evaluates
 * everybody.
 */
async function asTold({ ledger, now }: StartServices, rule: ConfigRule, note: Note): Promise<Note> {
  if (note.user !== ANYONE) return note;
  const { state } = await readRule(ledger, nameOfRule(rule));
  return { ...note, at: lastSweepOf(state, now()) ?? new Date(0) };
}
