import type { ConfigRule } from '@aws-sdk/client-config-service';
import {
  frequencyMsOf,
  listRules,
  type ReevaluationClients,
  type StartResult,
  startEvaluation,
} from '../../aws/config-rules.ts';
import { MAX_CLOCK_SKEW_MS } from '../assumptions.ts';
import {
  ANYONE,
  type Note,
  readChanges,
  readPending,
  removeChange,
  removePending,
  tellRule,
} from './notes.ts';
import { changeRule, type NotingLedger, readRule } from './rule-item.ts';
import type { RuleState } from './rule-state.ts';
import { isJustStarted, lastSweepOf, MAX_CLAIMS, unclaimed, withOwed, withoutOwed } from './transitions.ts';

/** What the start of evaluations uses. */
export interface StartServices extends ReevaluationClients, NotingLedger {
  /** The ARN of the rule function: our rules are the ones that invoke it. */
  readonly ruleFunctionArn: string;
  readonly now: () => Date;
}

/** A rule that has to be started again, since something is left to evaluate. */
export interface PostponedRule {
  readonly configRuleName: string;
  /** Not before this time; undefined for as soon as AWS Config permits. */
  readonly notBefore: Date | undefined;
}

/** What became of each rule that has something to evaluate; what failed is in `errors`, and the other rules were started. */
export interface StartedEvaluations {
  readonly started: readonly string[];
  readonly postponed: readonly PostponedRule[];
  readonly errors: readonly unknown[];
}

/**
 * Tells each of our rules of the changes that were noted, and starts the rules that have users to evaluate. Rules are found by
 * their function: a conformance pack appends a suffix to the name of its rule, and the rule of a pack and the rule of a stack can
 * exist side by side. Throws if the rules or the changes cannot be read.
 */
export async function startEvaluations(services: StartServices): Promise<StartedEvaluations> {
  const rules = await listRules(services.config, services.ruleFunctionArn);
  const started: string[] = [];
  const postponed: PostponedRule[] = [];
  const errors: unknown[] = [...(await tellRules(services, rules))];
  for (const rule of rules) {
    try {
      const result = await startRule(services, rule);
      errors.push(...result.errors);
      if (result.isStarted) started.push(nameOf(rule));
      if (result.postponed) postponed.push({ configRuleName: nameOf(rule), ...result.postponed });
    } catch (error) {
      errors.push(error);
    }
  }
  return { started, postponed, errors };
}

const nameOf = ({ ConfigRuleName = '' }: ConfigRule): string => ConfigRuleName;

/** A change is removed last: if this is interrupted, every rule is told again. Returns the errors of malformed notes. */
async function tellRules(
  { ledger }: StartServices,
  rules: readonly ConfigRule[],
): Promise<readonly unknown[]> {
  const { notes, malformed } = await readChanges(ledger);
  for (const note of notes) {
    for (const rule of rules) await tellRule(ledger, nameOf(rule), note);
    await removeChange(ledger, note);
  }
  return malformed;
}

/** Whether a rule was started, and whether it has to be started again. */
interface RuleStart {
  readonly isStarted: boolean;
  readonly postponed?: Omit<PostponedRule, 'configRuleName'>;
  readonly errors: readonly unknown[];
}

const SOON = { notBefore: undefined };

async function startRule(services: StartServices, rule: ConfigRule): Promise<RuleStart> {
  const { ledger, now } = services;
  const { notes, malformed: errors } = await readPending(ledger, nameOf(rule));
  const { state } = await readRule(ledger, nameOf(rule));
  const users = unclaimed(state, notes, now());
  const anyone = notes.find(({ user }) => user === ANYONE);
  const sweep = anyone ? planSweep(state, anyone, now()) : undefined;
  if (anyone && sweep === 'done') await removePending(ledger, nameOf(rule), anyone);
  // The run of a sweep removes no notes: the changed users have a run of their own, a minute later.
  if (sweep === 'now') return toRuleStart(await start(services, rule), { postponed: SOON, errors });
  const later = sweep instanceof Date ? { postponed: { notBefore: sweep }, errors } : { errors };
  if (users.length === 0) return { isStarted: false, ...later };
  const result = isJustStarted(state, now()) ? 'refused' : await startTargetedRun(services, rule);
  const isAllTaken = result === 'started' && users.length <= MAX_CLAIMS;
  return toRuleStart(result, isAllTaken ? later : { postponed: SOON, errors });
}

/** A rule that was deleted has nothing to be evaluated. */
function toRuleStart(result: StartResult, rest: Omit<RuleStart, 'isStarted'>): RuleStart {
  if (result === 'gone') return { isStarted: false, errors: rest.errors };
  return { isStarted: result === 'started', ...rest };
}

/** So often at most does a change whose user nobody can tell begin a sweep. */
const MIN_SWEEP_INTERVAL_MS = 3_600_000;

/** When a change of an unknown user is to be swept: it is done if a sweep began after it, by any clock. */
function planSweep(state: RuleState, anyone: Note, now: Date): Date | 'now' | 'done' {
  const last = lastSweepOf(state, now);
  if (!last) return 'now';
  if (last.getTime() > anyone.at.getTime() + MAX_CLOCK_SKEW_MS) return 'done';
  const next = new Date(last.getTime() + MIN_SWEEP_INTERVAL_MS);
  return next <= now ? 'now' : next;
}

/** Notes that the next notification is owed a targeted run, then starts it; the note goes unless the evaluation certainly began. */
async function startTargetedRun(services: StartServices, rule: ConfigRule): Promise<StartResult> {
  const owed = { nonce: services.randomId(), startedAt: services.now(), frequencyMs: frequencyMsOf(rule) };
  await changeRule(services, nameOf(rule), (state) => ({ state: withOwed(state, owed) }));
  const takeBack = () =>
    changeRule(services, nameOf(rule), (state) => ({ state: withoutOwed(state, owed.nonce) }));
  try {
    const result = await start(services, rule);
    if (result !== 'started') await takeBack();
    return result;
  } catch (error) {
    // The evaluation may have begun: then it is a sweep. A note without a notification would swallow the schedule's sweep.
    await takeBack();
    throw error;
  }
}

const start = ({ configWithoutRetries }: StartServices, rule: ConfigRule): Promise<StartResult> =>
  startEvaluation(configWithoutRetries, nameOf(rule));
