import type { Bounds } from './engine/bounds.ts';
import type { World } from './engine/world.ts';
import type { Verdicts } from './keys/afterwards.ts';
import { BEYOND_ASSUMPTIONS, type BoundedScenario, KEY_SCENARIOS } from './keys/scenarios.ts';
import { createKeyWorld } from './keys/world.ts';
import type { Product } from './product.ts';
import type { Verdicts as RuleVerdicts } from './rules/afterwards.ts';
import { RULE_SCENARIOS, wider } from './rules/scenarios.ts';
import { createRuleWorld } from './rules/world.ts';

/** A scenario of either world, as it is explored. */
export interface Exploration {
  readonly name: string;
  /** The bounds within which the slow lane explores it to its end. */
  readonly bounds: Bounds;
  /** Further bounds, which no search comes to the end of. */
  readonly wide: Bounds;
  /** How many runs it begins with. */
  readonly runs: number;
  /** Returns what creates a new world for each schedule. */
  readonly worldsOf: (product: Product) => () => World;
}

const ofKeys = (scenario: BoundedScenario): Exploration => ({
  name: scenario.name,
  bounds: scenario.bounds,
  wide: { switches: 3, acts: 2, faults: 1, outdated: 1, pauses: 1 },
  runs: scenario.runs.length,
  worldsOf: (product) => {
    const verdicts: Verdicts = new Map();
    return () => createKeyWorld(product, scenario, verdicts);
  },
});

/** The operations on keys. */
export const KEY_EXPLORATIONS: readonly Exploration[] = KEY_SCENARIOS.map(ofKeys);

/** The evaluations of changed users. */
export const RULE_EXPLORATIONS: readonly Exploration[] = RULE_SCENARIOS.map((scenario) => ({
  name: scenario.name,
  bounds: scenario.bounds,
  wide: wider(scenario),
  runs: scenario.begin.length,
  worldsOf: (product) => {
    const verdicts: RuleVerdicts = new Map();
    return () => createRuleWorld(product, scenario, verdicts);
  },
}));

/** Everything that is explored. */
export const EXPLORATIONS: readonly Exploration[] = [...KEY_EXPLORATIONS, ...RULE_EXPLORATIONS];

/** The exploration of this name. Throws an `Error` that lists the names. */
export function explorationOf(name: string): Exploration {
  const all = [...EXPLORATIONS, ...BEYOND_ASSUMPTIONS.map(ofKeys)];
  const found = all.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`Expected a scenario: ${all.map((each) => each.name).join(', ')}; received ${name}`);
}
