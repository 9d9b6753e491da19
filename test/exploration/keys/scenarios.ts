import type { Bounds } from '../engine/bounds.ts';
import { ACTS, type Act, type KeyScenario } from './scenario.ts';

/** A scenario, and the bounds within which the slow lane explores it. */
export interface BoundedScenario extends KeyScenario {
  readonly bounds: Bounds;
}

const NOTHING: Bounds = { switches: 0, acts: 0, faults: 0, outdated: 0, pauses: 0 };

const STATUS_ACTS: readonly Act[] = ['on-K0', 'off-K0', 'delete-K0', 'on-K1', 'off-K1', 'delete-K1'];

const MONTH_MINUTES = 43_200;

/** What is explored: each operation alone and with each other one, with people and faults. */
export const KEY_SCENARIOS: readonly BoundedScenario[] = [
  {
    name: 'deactivate',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }],
    acts: ACTS,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'undo',
    begin: 'just-deactivated',
    runs: [{ kind: 'undo-exempt-K1' }],
    acts: ['off-K0', 'on-K1', 'off-K1', 'delete-K1', 'rename', 'swap', 'delete-user'],
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'undo-old',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'delete',
    begin: 'deactivated',
    runs: [{ kind: 'delete' }],
    acts: ACTS,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'daily-pass',
    begin: 'deactivated',
    runs: [{ kind: 'daily-pass' }],
    acts: ['on-K1', 'off-K1', 'delete-K1'],
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'deactivate-twice',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K0' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 3 },
  },
  {
    name: 'deactivate-differently',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 3 },
  },
  {
    name: 'deactivate-differently-disturbed',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 1, faults: 1 },
  },
  {
    name: 'deactivate-and-undo',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'undo-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 3 },
  },
  {
    name: 'undo-and-deactivate',
    begin: 'just-deactivated',
    runs: [{ kind: 'undo-K1' }, { kind: 'keep-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 3 },
  },
  {
    name: 'undo-and-delete',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }, { kind: 'delete' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 1, faults: 1 },
  },
  {
    name: 'delete-twice',
    begin: 'deactivated',
    runs: [{ kind: 'delete' }, { kind: 'delete' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 3 },
  },
  {
    name: 'daily-pass-and-undo',
    begin: 'deactivated',
    runs: [{ kind: 'daily-pass' }, { kind: 'undo-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'deactivate-then-daily-pass',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'daily-pass' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, faults: 1, pauses: 1 },
  },
  {
    name: 'deactivate-then-undo',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'undo-K1', fromMinutes: 1 }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, faults: 1, pauses: 1 },
  },
  {
    name: 'deactivate-then-delete',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'delete', fromMinutes: MONTH_MINUTES }],
    acts: ['off-K1'],
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'undo-then-delete',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }, { kind: 'delete', fromMinutes: MONTH_MINUTES }],
    acts: ['off-K1'],
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'unseen-undo',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'undo-K1', fromMinutes: 20 }],
    acts: ['off-K1'],
    hasEvents: false,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'clocks-apart',
    begin: 'active',
    runs: [{ kind: 'keep-K0', skewMinutes: -5 }, { kind: 'keep-K1' }],
    acts: [],
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'deactivate-beside-people',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }],
    acts: ['off-K0', 'off-K1'],
    bounds: { ...NOTHING, acts: 2 },
  },
  {
    name: 'deactivate-again',
    begin: 'deactivated',
    runs: [{ kind: 'keep-K0' }],
    acts: ['on-K1', 'off-K1'],
    bounds: { ...NOTHING, acts: 1, faults: 1, outdated: 1 },
  },
  {
    name: 'late-deactivation',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1', lateSeconds: 600 }],
    acts: [],
    bounds: { ...NOTHING, faults: 1, pauses: 1 },
  },
  {
    name: 'late-undo',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'undo-K1', lateSeconds: 600 }],
    acts: [],
    bounds: { ...NOTHING, faults: 1, pauses: 1 },
  },
  {
    name: 'delete-then-undo',
    begin: 'deactivated',
    runs: [{ kind: 'delete' }, { kind: 'undo-K1' }],
    acts: [],
    bounds: { ...NOTHING, faults: 1, pauses: 1 },
  },
  {
    name: 'unseen-undo-then-delete',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }, { kind: 'delete', fromMinutes: MONTH_MINUTES }],
    acts: ['off-K1'],
    hasEvents: false,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'delete-late',
    begin: 'deactivated',
    runs: [{ kind: 'delete', lateSeconds: 4 }],
    acts: ['on-K1', 'off-K1'],
    hasEvents: false,
    bounds: { ...NOTHING, acts: 2 },
  },
  {
    name: 'unseen-deletions',
    begin: 'deactivated',
    runs: [{ kind: 'delete' }, { kind: 'delete', fromMinutes: MONTH_MINUTES }],
    acts: ['on-K1', 'off-K1'],
    hasEvents: false,
    bounds: { ...NOTHING, acts: 2 },
  },
  {
    name: 'undo-foreign',
    begin: 'active',
    runs: [{ kind: 'undo-K1' }],
    acts: ['off-K1', 'on-K1'],
    bounds: { ...NOTHING, acts: 2, faults: 1 },
  },
  {
    name: 'unseen-delete',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'delete', fromMinutes: MONTH_MINUTES }],
    acts: ['off-K1'],
    hasEvents: false,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'expired-lease',
    begin: 'expired-lease',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1' }],
    acts: [],
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'void-lease',
    begin: 'void-lease',
    runs: [{ kind: 'keep-K0' }],
    acts: [],
    bounds: { ...NOTHING, faults: 1 },
  },
  {
    name: 'renamed-between-pages',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }],
    acts: ['rename', 'swap', 'recreate-user'],
    hasShortPages: true,
    bounds: { ...NOTHING, acts: 1, faults: 1 },
  },
  {
    name: 'deactivate-differently-beside-people',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'deactivate-and-undo-beside-people',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'undo-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'undo-and-delete-beside-people',
    begin: 'deactivated',
    runs: [{ kind: 'undo-K1' }, { kind: 'delete' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 1, acts: 1 },
  },
  {
    name: 'three-runs',
    begin: 'active',
    runs: [{ kind: 'keep-K0' }, { kind: 'keep-K1' }, { kind: 'undo-K1' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 2 },
  },
  {
    name: 'three-runs-with-deletion',
    begin: 'deactivated',
    runs: [{ kind: 'delete' }, { kind: 'undo-K1' }, { kind: 'keep-K0' }],
    acts: STATUS_ACTS,
    bounds: { ...NOTHING, switches: 2 },
  },
];

/** Beyond what ledger/assumptions.ts assumes: here a line protects that is not needed otherwise. */
export const BEYOND_ASSUMPTIONS: readonly BoundedScenario[] = [
  {
    name: 'clocks-far-apart',
    begin: 'active',
    runs: [{ kind: 'keep-K0', skewMinutes: -11 }, { kind: 'keep-K1' }],
    acts: [],
    isDisturbed: true,
    bounds: { ...NOTHING, switches: 2 },
  },
];
