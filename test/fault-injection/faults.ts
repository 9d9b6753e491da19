import type { SandboxAccount } from '../../sandbox/account.ts';
import type { Call } from '../../sandbox/api.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { amongTheNotes, FOREIGN_ITEMS } from './foreign-items.ts';
import { MALFORMED, MAY_BE_EMPTY } from './malformed.ts';
import { kindOf } from './scenarios/users.ts';
import type { Extent } from './table.ts';

const WRITES = /^(Update|Tag|Untag|Delete|Put|Start|Create|Invoke)/;

/**
 * Every fault that a call can have, by its name in faults.md; `label` begins with the call, as
 * `iam:ListUsers` does.
 */
export function faultsOf(label: string): Readonly<Record<string, readonly Fault[]>> {
  const [service = '', operation = ''] = (label.split(' ')[0] ?? '').split(':');
  const isWrite = WRITES.test(operation);
  const answers = MALFORMED[operation]?.map((output): Fault => ({ kind: 'answer', output }));
  return {
    throttled: [{ kind: 'throttle' }],
    denied: [{ kind: 'deny' }],
    '500': [{ kind: 'fail', applied: false }],
    reset: [{ kind: 'reset', applied: false }],
    hangs: [{ kind: 'hang' }],
    ...(answers ? { malformed: answers } : {}),
    ...(operation === 'Query' ? { 'foreign item': FOREIGN } : {}),
    ...(MAY_BE_EMPTY.includes(operation) ? { empty: [{ kind: 'answer', output: {} }] } : {}),
    ...(operation === 'Invoke' ? { 'function error': FUNCTION_ERROR } : {}),
    ...(isWrite ? { lost: LOST } : {}),
    // The ledger rests on it that DynamoDB confirms no write that it has not stored.
    ...(isWrite && service !== 'dynamodb' ? { unperformed: [{ kind: 'answer', output: {} }] } : {}),
  };
}

/** The items that are injected, by the fault that stands for each. */
const FOREIGN_BY_FAULT: ReadonlyMap<Fault, object> = new Map(
  FOREIGN_ITEMS.map((item) => [{ kind: 'answer', output: { Items: [item] } }, item]),
);
const FOREIGN = [...FOREIGN_BY_FAULT.keys()];

const LOST: readonly Fault[] = [
  { kind: 'fail', applied: true },
  { kind: 'reset', applied: true },
];

/** The answer of Lambda for a function that failed, as it does if a topic does not accept a message. */
const FUNCTION_ERROR: readonly Fault[] = [
  {
    kind: 'answer',
    output: {
      StatusCode: 200,
      FunctionError: 'Unhandled',
      Payload: new TextEncoder().encode('{"errorType":"Error","errorMessage":"the topic is gone"}'),
    },
  },
];

/**
 * Calls that our code makes attempt by attempt: writes of keys, each after a look at the keys, and schedules.
 */
const ONE_ATTEMPT = /^(iam:(UpdateAccessKey|DeleteAccessKey)|scheduler:CreateSchedule)\b/;

const attemptsFor = ({ label, attempts }: FaultTarget): number => (ONE_ATTEMPT.test(label) ? 1 : attempts);

const RETRIED: readonly Fault['kind'][] = ['throttle', 'fail', 'reset', 'hang'];

/**
 * Returns the label of a call: its operation and, if a run makes several such calls, the purpose of this one.
 */
export type Labels = (call: Call, before: readonly Call[]) => string;

/** The call at which a fault occurs, and the fault. */
export interface FaultTarget {
  readonly label: string;
  /** The position of the call among the calls with this label, from 0. */
  readonly index: number;
  readonly fault: Fault;
  readonly extent: Extent;
  /** The attempts that the SDK makes for each call, except for `ONE_ATTEMPT`. */
  readonly attempts: number;
}

/** The calls of a run, without the retries of the SDK. */
export interface CallLog {
  readonly labels: string[];
  /** Whether the fault has occurred. */
  hasOccurred: boolean;
  /**
   * Begins a new run: forgets the earlier calls, and removes a fault that was to occur once and has occurred.
   */
  startRun(): void;
  /** Removes the fault. */
  removeFault(): void;
}

/** Records the calls of an account; the fault occurs at the target call and at all of its retries. */
export function recordCalls(account: SandboxAccount, labelsOf: Labels, target?: FaultTarget): CallLog {
  let before: Call[] = [];
  const attemptsByCall = new Map<string, number>();
  let [callsWithLabel, isRemoved] = [0, false];
  let kindOfFault: string | undefined;
  const foreignItem = target && FOREIGN_BY_FAULT.get(target.fault);
  const log: CallLog = {
    labels: [],
    hasOccurred: false,
    startRun() {
      before = [];
      attemptsByCall.clear();
      isRemoved ||= log.hasOccurred && target?.extent === 'once';
    },
    removeFault: () => {
      isRemoved = true;
    },
  };
  const isTarget = (label: string, call: Call): boolean => {
    if (!target || isRemoved) return false;
    if (log.hasOccurred && target.extent === 'always') {
      if (label.split(' ')[0] !== target.label.split(' ')[0]) return false;
      // A foreign item is one of a kind, and stays.
      return !foreignItem || kindOf(call) === kindOfFault;
    }
    if (label !== target.label) return false;
    callsWithLabel += 1;
    return callsWithLabel === target.index + 1;
  };
  account.faults.add((call) => {
    const key = JSON.stringify([call.operation, call.input]);
    const attemptsMade = attemptsByCall.get(key) ?? 0;
    if (target && attemptsMade > 0) return faultForAttempt(key, attemptsMade);
    const label = labelsOf(call, before);
    before.push(call);
    log.labels.push(label);
    if (!target || !isTarget(label, call)) return undefined;
    log.hasOccurred = true;
    kindOfFault = kindOf(call);
    return foreignItem ? amongTheNotes(account, call, foreignItem) : faultForAttempt(key, 0);
  });
  return log;

  function faultForAttempt(key: string, attemptsMade: number): Fault | undefined {
    if (!target || isRemoved) return undefined;
    const isLast = attemptsMade + 1 >= attemptsFor(target) || !RETRIED.includes(target.fault.kind);
    attemptsByCall.set(key, isLast ? 0 : attemptsMade + 1);
    return target.fault;
  }
}
