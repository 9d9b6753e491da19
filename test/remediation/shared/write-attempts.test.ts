import { IAMServiceException } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../../ledger/errors.ts';
import { userId } from '../../../policy/identifiers.ts';
import { TimeOverError } from '../../../remediation/shared/errors.ts';
import { twice, writeByAttempts } from '../../../remediation/shared/write-attempts.ts';

const error = (name: string, $fault: 'client' | 'server') =>
  new IAMServiceException({ name, $fault, message: name, $metadata: {} });
const THROTTLED = error('Throttling', 'client');
const DENIED = error('AccessDenied', 'client');
const FAILED = error('ServiceFailure', 'server');
const LOST = new Error('socket hang up');

const PAUSES = [1_000, 2_000, 4_000, 8_000];

interface Played {
  /** The effect, or the error that was thrown. */
  readonly result: unknown;
  readonly waits: readonly number[];
  /** How often `onUnknown` was called. */
  readonly unknown: number;
  /** Whether the run is in doubt at the end. */
  readonly isInDoubt: boolean;
}

type Step = Error | 'accepted' | 'look:no';

/**
 * Plays the attempts: each step is the answer to one attempt; before `look:no` the look finds nothing to do.
 */
async function play(steps: readonly Step[]) {
  const left = [...steps];
  const waits: number[] = [];
  let unknown = 0;
  let isInDoubt = false;
  const proofs: number[] = [];
  const result = await writeByAttempts(
    { wait: async (ms) => void waits.push(ms) },
    {
      assertMayWrite: async () => void proofs.push(left.length),
      assertInTime: () => {},
      setDoubt: (value) => {
        isInDoubt = value;
      },
    },
    {
      isNecessary: async () => {
        expect(proofs.at(-1)).toBe(left.length);
        return left[0] !== 'look:no';
      },
      attempt: async () => {
        const step = left.shift();
        if (step instanceof Error) throw step;
      },
      onUnknown: () => {
        unknown += 1;
      },
    },
  ).catch((thrown: unknown) => thrown);
  return { result, waits, unknown, isInDoubt, left: left.length };
}

describe('writeByAttempts', () => {
  it.each<[string, readonly Step[], Played]>([
    ['accepted at once', ['accepted'], { result: 'accepted', waits: [], unknown: 0, isInDoubt: true }],
    [
      'throttled four times, then accepted',
      [THROTTLED, THROTTLED, THROTTLED, THROTTLED, 'accepted'],
      { result: 'accepted', waits: PAUSES, unknown: 0, isInDoubt: true },
    ],
    [
      'throttled five times',
      Array<Step>(5).fill(THROTTLED),
      { result: THROTTLED, waits: PAUSES, unknown: 0, isInDoubt: false },
    ],
    ['refused', [DENIED], { result: DENIED, waits: [], unknown: 0, isInDoubt: false }],
    [
      'throttled, then refused',
      [THROTTLED, DENIED],
      { result: DENIED, waits: [1_000], unknown: 0, isInDoubt: false },
    ],
    [
      'the answer is lost, then accepted',
      [LOST, 'accepted'],
      { result: 'accepted', waits: [30_000], unknown: 1, isInDoubt: true },
    ],
    [
      'five errors of IAM',
      Array<Step>(5).fill(FAILED),
      { result: FAILED, waits: [30_000, 30_000, 30_000, 30_000], unknown: 1, isInDoubt: true },
    ],
    ['nothing to do', ['look:no'], { result: 'unnecessary', waits: [], unknown: 0, isInDoubt: false }],
    [
      'nothing to do after throttling',
      [THROTTLED, 'look:no'],
      { result: 'unnecessary', waits: [1_000], unknown: 0, isInDoubt: false },
    ],
    [
      'nothing to do after a lost answer',
      [LOST, 'look:no'],
      { result: 'unproven', waits: [30_000], unknown: 1, isInDoubt: true },
    ],
    [
      'nothing to do after a lost answer and throttling',
      [LOST, THROTTLED, 'look:no'],
      { result: 'unproven', waits: [30_000, 2_000], unknown: 1, isInDoubt: true },
    ],
    [
      'nothing to do before the last attempt',
      [THROTTLED, THROTTLED, THROTTLED, THROTTLED, 'look:no'],
      { result: 'unnecessary', waits: PAUSES, unknown: 0, isInDoubt: false },
    ],
    [
      'the answer is lost, then refused',
      [LOST, DENIED],
      { result: DENIED, waits: [30_000], unknown: 1, isInDoubt: true },
    ],
    [
      'the answer is lost twice, and the last attempt is throttled',
      [LOST, LOST, THROTTLED, THROTTLED, THROTTLED],
      { result: THROTTLED, waits: [30_000, 30_000, 4_000, 8_000], unknown: 1, isInDoubt: true },
    ],
  ])('%s', async (_title, steps, expected) => {
    expect(await play(steps)).toEqual({ ...expected, left: steps.at(-1) === 'look:no' ? 1 : 0 });
  });
});

describe('a run that may not write', () => {
  it('makes no look and no attempt', async () => {
    const lost = new LeaseLostError(userId('AIDACKCEVSQ6C2EXAMPLE'));
    const never = () => expect.unreachable();
    const run = { assertMayWrite: () => Promise.reject(lost), assertInTime: never, setDoubt: never };
    const write = { isNecessary: never, attempt: never };
    await expect(writeByAttempts({ wait: never }, run, write)).rejects.toBe(lost);
  });
});

describe('a run whose time is over when it has looked', () => {
  it('makes no attempt', async () => {
    const over = new TimeOverError(130);
    const run = {
      assertMayWrite: async () => {},
      assertInTime: () => {
        throw over;
      },
      setDoubt: () => expect.unreachable(),
    };
    const write = { isNecessary: async () => true, attempt: () => expect.unreachable() };
    await expect(writeByAttempts({ wait: async () => {} }, run, write)).rejects.toBe(over);
  });
});

describe('twice: whether a write is necessary, by two looks', () => {
  it.each<[string, readonly boolean[], boolean, readonly number[]]>([
    ['the first look says so → it is', [true], true, []],
    ['only the second look says so → it is', [false, true], true, [5_000]],
    ['neither look says so → it is not', [false, false], false, [5_000]],
  ])('%s', async (_title, looks, expected, pauses) => {
    const left = [...looks];
    const waits: number[] = [];
    const look = twice({ wait: async (ms) => void waits.push(ms) }, async () => left.shift() ?? false);
    expect(await look()).toBe(expected);
    expect({ waits, left }).toEqual({ waits: pauses, left: [] });
  });
});
