import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Call } from '../../sandbox/api.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { EMPTY, MALFORMED } from './malformed.ts';
import type { Extent } from './table.ts';

const WRITES = /^(Update|Tag|Untag|Delete|Put|Start|Create)/;

/** Every fault that a call of this operation may meet, by the words of docs/failures.md. */
export function faultsOf(operation: string): Readonly<Record<string, readonly Fault[]>> {
  const answers = MALFORMED[operation]?.map((output): Fault => ({ kind: 'answer', output }));
  return {
    throttled: [{ kind: 'throttle' }],
    denied: [{ kind: 'deny' }],
    '500': [{ kind: 'fail', applied: false }],
    reset: [{ kind: 'reset', applied: false }],
    hangs: [{ kind: 'hang' }],
    ...(answers ? { malformed: answers } : {}),
    ...(EMPTY.includes(operation) ? { empty: [{ kind: 'answer', output: {} }] } : {}),
    ...(WRITES.test(operation) ? { lost: LOST, unperformed: [{ kind: 'answer', output: {} }] } : {}),
  };
}

const LOST: readonly Fault[] = [
  { kind: 'fail', applied: true },
  { kind: 'reset', applied: true },
];

/** What the SDK, or our own code, calls the fault. */
export const CAUSES: Readonly<Record<string, RegExp>> = {
  throttled: /Throttling(Exception)?\b/,
  denied: /AccessDenied(Exception)?\b/,
  '500': /ServiceFailureException|InternalFailure|InternalServer(Exception|Error)/,
  reset: /TimeoutError/,
  hangs: /TimeoutError/,
  lost: /TimeoutError|ServiceFailureException|InternalFailure|InternalServer(Exception|Error)/,
  unperformed: /Unconfirmed(Announcement)?Error|MalformedAnswerError/,
  malformed: /MalformedAnswerError|ValidationException|TypeError/,
};

const RETRIED: readonly Fault['kind'][] = ['throttle', 'fail', 'reset', 'hang'];

/** The words for a call: its operation and, where it matters which of several, what it is for. */
export type Labels = (call: Call, before: readonly Call[]) => string;

/** Which call is to be met, by what. */
export interface Aim {
  readonly label: string;
  /** Which of the calls of this label, from 0. */
  readonly index: number;
  readonly fault: Fault;
  readonly extent: Extent;
  /** How often the SDK tries. */
  readonly attempts: number;
}

/** What a run has called, retries apart, as the labels say it. */
export interface Watch {
  readonly labels: string[];
  /** Whether the fault has met a call. */
  isMet: boolean;
  /** Begins a new run: what was called before is forgotten, and a fault that was to be met once is over. */
  restart(): void;
  /** Lets no call meet the fault any more. */
  end(): void;
}

/** Watches all calls of an account and lets a fault meet the one that is aimed at, with all of its retries. */
export function watch(account: SandboxAccount, labelsOf: Labels, aim?: Aim): Watch {
  let before: Call[] = [];
  const retries = new Map<string, number>();
  let [seen, isOver] = [0, false];
  const state: Watch = {
    labels: [],
    isMet: false,
    restart() {
      before = [];
      retries.clear();
      isOver ||= state.isMet && aim?.extent === 'once';
    },
    end: () => {
      isOver = true;
    },
  };
  const meets = (label: string): boolean => {
    if (!aim || isOver) return false;
    if (state.isMet && aim.extent === 'always') return label.split(' ')[0] === aim.label.split(' ')[0];
    if (label !== aim.label) return false;
    seen += 1;
    return seen === aim.index + 1;
  };
  account.faults.add((call) => {
    const key = JSON.stringify([call.operation, call.input]);
    const tries = retries.get(key) ?? 0;
    if (aim && tries > 0) return retry(key, tries);
    const label = labelsOf(call, before);
    before.push(call);
    state.labels.push(label);
    if (!aim || !meets(label)) return undefined;
    state.isMet = true;
    return retry(key, 0);
  });
  return state;

  function retry(key: string, tries: number): Fault | undefined {
    if (!aim || isOver) return undefined;
    const isLast = tries + 1 >= aim.attempts || !RETRIED.includes(aim.fault.kind);
    retries.set(key, isLast ? 0 : tries + 1);
    return aim.fault;
  }
}
