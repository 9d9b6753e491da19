import { type Bounds, NOTHING } from '../engine/bounds.ts';
import type { RuleScenario } from './scenario.ts';

/** A scenario, and the bounds within which the slow lane explores it. */
export interface BoundedRuleScenario extends RuleScenario {
  readonly bounds: Bounds;
}

/** The bounds of an exploration that takes an hour: one more of each deviation that a scenario has. */
export const wider = ({ bounds, acts }: BoundedRuleScenario): Bounds => ({
  ...bounds,
  switches: bounds.switches + 1,
  acts: acts.length > 0 ? bounds.acts + 1 : 0,
  faults: bounds.faults + 1,
});

/** What is explored: what brings about evaluations, each alone and with each other one, with faults. */
export const RULE_SCENARIOS: readonly BoundedRuleScenario[] = [
  {
    name: 'change',
    begin: ['change-alice'],
    acts: [],
    bounds: { ...NOTHING, switches: 1, faults: 1 },
  },
  {
    name: 'two-changes',
    begin: ['change-alice'],
    acts: ['change-alice'],
    bounds: { ...NOTHING, switches: 2, acts: 1 },
  },
  {
    name: 'two-changes-disturbed',
    begin: ['change-alice', 'change-alice'],
    acts: [],
    bounds: { ...NOTHING, faults: 1 },
  },
  {
    name: 'two-users',
    begin: ['change-alice', 'change-bob'],
    acts: [],
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'change-and-remediation',
    begin: ['change-alice', 'remediate-bob'],
    acts: ['change-alice'],
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'change-and-schedule',
    begin: ['change-alice'],
    acts: ['change-alice'],
    scheduledMinutes: [1],
    sweptMinutesAgo: 59,
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'schedule-and-change',
    begin: [],
    acts: ['change-alice', 'change-bob'],
    scheduledMinutes: [0],
    sweptMinutesAgo: 60,
    bounds: { ...NOTHING, switches: 2, acts: 1 },
  },
  {
    name: 'change-and-schedule-disturbed',
    begin: ['change-alice'],
    acts: [],
    scheduledMinutes: [1],
    sweptMinutesAgo: 59,
    bounds: { ...NOTHING, faults: 1 },
  },
  {
    name: 'lost-notification',
    begin: ['change-alice'],
    acts: ['lose-notification', 'console'],
    scheduledMinutes: [1],
    sweptMinutesAgo: 59,
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'change-and-console',
    begin: ['change-alice'],
    acts: ['console'],
    bounds: { ...NOTHING, switches: 2, acts: 1 },
  },
  {
    name: 'change-and-console-disturbed',
    begin: ['change-alice'],
    acts: ['console'],
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'schedule-disturbed',
    begin: [],
    acts: [],
    scheduledMinutes: [0],
    sweptMinutesAgo: 60,
    bounds: { ...NOTHING, faults: 2 },
  },
  {
    name: 'two-rules',
    begin: ['change-alice'],
    acts: [],
    rules: 2,
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'twice-delivered',
    begin: ['change-alice'],
    acts: [],
    scheduledMinutes: [3],
    sweptMinutesAgo: 57,
    events: 2,
    deliveries: 2,
    bounds: { ...NOTHING, switches: 1 },
  },
  {
    name: 'deleted-and-created',
    begin: ['delete-bob'],
    acts: ['create-carol'],
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'schedule-and-created',
    begin: [],
    acts: ['create-carol'],
    scheduledMinutes: [0],
    sweptMinutesAgo: 60,
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'console-and-change',
    begin: [],
    acts: ['console', 'change-alice'],
    scheduledMinutes: [0.5],
    sweptMinutesAgo: 60,
    bounds: { ...NOTHING, acts: 2 },
  },
];
