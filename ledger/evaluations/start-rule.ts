import type { ConfigRule } from '@aws-sdk/client-config-service';
import {
  nameOfRule,
  type ReevaluationClients,
  type StartResult,
  startEvaluation,
} from '../../aws/config-rules.ts';
import { frequencyMsOf } from '../../aws/rule-frequency.ts';
import { HOUR_MS } from '../../policy/policy.ts';
import { ANYONE, type Note, readPending, removePending } from './notes.ts';
import { isJustStarted, withAccepted, withOwed, withoutOwed } from './owed-starts.ts';
import { changeRule, type NotingLedger, readRule } from './rule-item.ts';
import type { RuleState } from './rule-state.ts';
import { lastSweepOf, unclaimed } from './runs-on-record.ts';
import { MAX_CLAIMS } from './transitions.ts';

/** What the start of evaluations uses. */
export interface StartServices extends ReevaluationClients, NotingLedger {
  /** The ARN of the rule function: our rules are the ones that invoke it. */
  readonly ruleFunctionArn: string;
  readonly now: () => Date;
}

/** Whether a rule was started, and whether it has to be started again. */
export interface RuleStart {
  readonly isStarted: boolean;
  /** Absent if nothing is left to be started. */
  readonly postponed?: Postponement;
  readonly errors: readonly unknown[];
}

/** When a rule is to be started again. */
export interface Postponement {
  /** Not before this time; undefined for as soon as AWS Config permits. */
  readonly notBefore: Date | undefined;
  /** Whether AWS Config refused the start; otherwise more is to be done than one run does. */
  readonly isRefused: boolean;
}

const REFUSED: Postponement = { notBefore: undefined, isRefused: true };
const NEXT_MINUTE: Postponement = { notBefore: undefined, isRefused: false };

/**
 * Starts an evaluation of a rule if it has users to evaluate: a targeted run of the users that are noted, or
 * a sweep for one whom nobody can name. Throws the errors of AWS Config and of the ledger.
 */
export async function startRule(services: StartServices, rule: ConfigRule): Promise<RuleStart> {
  const { ledger, now } = services;
  const { notes, malformed: malformedNotes } = await readPending(ledger, nameOfRule(rule));
  const { state, malformed: malformedRule } = await readRule(ledger, nameOfRule(rule));
  const errors = malformedRule ? [...malformedNotes, malformedRule] : malformedNotes;
  const users = unclaimed(state, notes, now());
  const anyone = notes.find(({ user }) => user === ANYONE);
  const sweep = anyone ? planSweep(state, anyone, now()) : undefined;
  if (anyone && sweep === 'done') await removePending(ledger, nameOfRule(rule), anyone);
  // The run of a sweep removes no notes: the changed users have a run of their own, a minute later.
  if (sweep === 'now') return toRuleStart(await start(services, rule), { postponed: NEXT_MINUTE, errors });
  const later =
    sweep instanceof Date ? { postponed: { notBefore: sweep, isRefused: false }, errors } : { errors };
  if (users.length === 0) return { isStarted: false, ...later };
  if (isJustStarted(state, now())) return { isStarted: false, postponed: NEXT_MINUTE, errors };
  const { result, replaced } = await startTargetedRun(services, rule);
  const rest = users.length > MAX_CLAIMS ? { postponed: NEXT_MINUTE } : later;
  return toRuleStart(result, { ...rest, errors: malformedRule ? errors : [...errors, ...replaced] });
}

/** A rule that was deleted has nothing to be evaluated. */
function toRuleStart(result: StartResult, rest: Omit<RuleStart, 'isStarted'>): RuleStart {
  if (result === 'gone') return { isStarted: false, errors: rest.errors };
  if (result === 'refused') return { isStarted: false, postponed: REFUSED, errors: rest.errors };
  return { isStarted: true, ...rest };
}

/** So often at most does a change whose user nobody can tell begin a sweep. */
const MIN_SWEEP_INTERVAL_MS = HOUR_MS;

/**
 * When a change of an unknown user is to be swept: it is done if a sweep began after the rule was told of it.
 */
function planSweep(state: RuleState, anyone: Note, now: Date): Date | 'now' | 'done' {
  const last = lastSweepOf(state, now);
  if (!last) return 'now';
  if (last > anyone.at) return 'done';
  const next = new Date(last.getTime() + MIN_SWEEP_INTERVAL_MS);
  return next <= now ? 'now' : next;
}

/**
 * Notes the start, starts, and notes that AWS Config accepted it: from then on the next notification is owed
 * a targeted run. Before, and after an answer that was lost, it is unclear whether there will be one, and a
 * marker without a notification would swallow a sweep of the schedule: then the evaluation, if it began, is a
 * sweep.
 */
async function startTargetedRun(services: StartServices, rule: ConfigRule): Promise<TargetedStart> {
  const [nonce, startedAt] = [services.randomId(), services.now()];
  const times = { startedAt, awaitedSince: startedAt };
  const owed = { nonce, ...times, isAccepted: false, frequencyMs: frequencyMsOf(rule) };
  const change = (next: (state: RuleState) => RuleState) =>
    changeRule(services, nameOfRule(rule), (state) => ({ state: next(state) }));
  const takeBack = () => change((state) => withoutOwed(state, nonce));
  const noted = await change((state) => withOwed(state, owed));
  const result = await start(services, rule).catch(async (error: unknown) => {
    await takeBack();
    throw error;
  });
  const ended = await (result === 'started' ? change((state) => withAccepted(state, nonce)) : takeBack());
  return { result, replaced: [noted, ended].flatMap(({ malformed }) => malformed ?? []) };
}

/** A start, and the error of the item that its note took the place of. */
interface TargetedStart {
  readonly result: StartResult;
  readonly replaced: readonly Error[];
}

const start = ({ configWithoutRetries }: StartServices, rule: ConfigRule): Promise<StartResult> =>
  startEvaluation(configWithoutRetries, nameOfRule(rule));
