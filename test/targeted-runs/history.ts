import fc from 'fast-check';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { connectRules, type RunFate } from './rule-runs.ts';
import {
  type Behaviour,
  change,
  createWorld,
  notifyLater,
  reevaluateInConsole,
  remediate,
  type World,
} from './world.ts';

export const USERS = ['alice', 'bob'] as const;

/** What a person, or a remediation, does, and how long after the step before. */
export type Step = { readonly gapMs: number } & (
  | { readonly kind: 'change'; readonly user: string; readonly delaysMs: readonly number[] }
  | { readonly kind: 'remediation'; readonly user: string; readonly delayMs: number }
  | { readonly kind: 'console'; readonly rule: string }
);

/** A course of events, and how the account behaves. */
export interface History {
  readonly behaviour: Behaviour;
  readonly rules: readonly string[];
  readonly steps: readonly Step[];
  readonly runs: readonly RunFate[];
  readonly seed: number;
}

/** What may go wrong in a history. */
export interface Troubles {
  /** Events that come twice, late or never. */
  readonly events?: boolean;
  /** Answers of AWS Config to our starts that are lost. */
  readonly lostStarts?: boolean;
  /** Users that cannot be judged, and functions that are killed. */
  readonly failures?: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const RULES = ['iam-user-one-active-access-key', 'iam-user-one-active-access-key-conformance-pack-x'];

/** Histories of bursts, remediations, long evaluations and what `troubles` adds. */
export function histories(troubles: Troubles = {}): fc.Arbitrary<History> {
  const { events = false, failures = false, lostStarts = false } = troubles;
  const user = fc.constantFrom(...USERS);
  const prompt = fc.integer({ min: SECOND, max: 5 * MINUTE });
  const delaysMs = events
    ? fc.array(fc.oneof(prompt, fc.integer({ min: 0, max: 30 * MINUTE })), { maxLength: 2 })
    : fc.tuple(prompt);
  // Bursts, and changes while the evaluation of an earlier one is under way.
  const gapMs = fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 10 * SECOND }) },
    { weight: 5, arbitrary: fc.integer({ min: 10 * SECOND, max: 3 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: HOUR }) },
  );
  const rules = fc.constantFrom(RULES.slice(0, 1), RULES);
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), gapMs, user, delaysMs }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('remediation' as const), gapMs, user, delayMs: prompt }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('console' as const), gapMs, rule: fc.constantFrom(...RULES) }),
    },
  );
  const durationMs = fc.oneof(
    fc.integer({ min: 0, max: 5 * SECOND }),
    fc.integer({ min: 0, max: 4 * MINUTE }),
  );
  const fate = fc.record({
    durationsMs: fc.tuple(durationMs, durationMs),
    lagMs: fc.integer({ min: 0, max: 2 * MINUTE }),
    failing: failures ? fc.subarray([...USERS], { maxLength: 2 }) : fc.constant([]),
    isKilled: failures ? fc.boolean() : fc.constant(false),
  });
  return fc.record({
    behaviour: fc.record({
      frequency: fc.constantFrom('One_Hour' as const, 'TwentyFour_Hours' as const),
      lostStarts: fc.constantFrom(
        ...(lostStarts ? [{ withEffect: 0.3, withoutEffect: 0.3 }] : [{ withEffect: 0, withoutEffect: 0 }]),
      ),
      killed: fc.constantFrom(...(failures ? [0, 0.3] : [0])),
      refusesWhileRunning: fc.boolean(),
      keepsLastWrite: fc.boolean(),
    }),
    rules,
    steps: fc.array(step, { minLength: 1, maxLength: 16 }),
    runs: fc.array(fate, { minLength: 1, maxLength: 20 }),
    seed: fc.nat(),
  });
}

const FREQUENCY_MS = { One_Hour: HOUR, TwentyFour_Hours: 24 * HOUR } as const;

/** Plays a history to its end, and some hours more in which nothing else happens. */
export async function play({ behaviour, rules, steps, runs, seed }: History): Promise<World> {
  const world = createWorld(behaviour, rules, seededRandom(seed));
  let next = 0;
  connectRules(world, () => runs[next++ % runs.length] as RunFate);
  for (const user of USERS) world.versions.set(user, 0);
  for (const rule of rules) schedule(world, rule);
  await world.agenda.pass(30 * MINUTE);
  for (const step of steps) {
    await world.agenda.pass(step.gapMs);
    await take(world, step);
  }
  await world.agenda.pass(3 * HOUR);
  return world;
}

async function take(world: World, step: Step): Promise<void> {
  if (step.kind === 'change') change(world, step.user, step.delaysMs);
  else if (step.kind === 'remediation') await remediate(world, step.user, step.delayMs);
  else if (world.rules.includes(step.rule)) await reevaluateInConsole(world, step.rule);
}

/** AWS Config evaluates a rule when it is created, and from then on by its schedule. */
function schedule(world: World, rule: string): void {
  notifyLater(world, rule, 1);
  const periodMs = FREQUENCY_MS[world.frequency as keyof typeof FREQUENCY_MS];
  world.agenda.after(periodMs, async () => schedule(world, rule));
}
