/** The law of the functions that read an answer of AWS, and the shapes of what they return. */

import { expect } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { LedgerUnavailableError, MalformedItemError } from '../../ledger/errors.ts';
import type { Protocol } from '../../sandbox/wire/protocol.ts';
import { assertLaw, nearlyValid } from './fuzz.ts';
import { rethrowSdkError, SdkDeserializationError, settingsWithAnswers } from './sdk-answers.ts';

/** The settings of an SDK client that receives the answers of a test. */
export type Settings = ReturnType<typeof settingsWithAnswers>;

/** The shapes of members. */
export const nonEmptyText = expect.stringMatching(/./s);
export const anyText = expect.any(String);
export const validTime = expect.toSatisfy((at) => at instanceof Date && Number.isFinite(at.getTime()));
export const anObject = expect.toSatisfy((value) => value instanceof Object);
/** The shape of a list whose items have one shape. */
export const listOf = (shape: unknown) =>
  expect.toSatisfy((list: unknown[]) => {
    expect(list).toEqual(list.map(() => shape));
    return true;
  });

/** A function that reads an answer, a valid answer, and the contract of the function. */
export interface Reader {
  readonly operation: string;
  readonly answer: object;
  readonly read: (settings: Settings) => Promise<unknown>;
  /** The shape of every value that the function may return. */
  readonly returns: unknown;
}

/** Asserts that a nearly valid answer leads to a value of this shape, or to a typed error. */
export function assertReader(
  { operation, answer, read, returns }: Reader,
  protocol: Protocol,
  first: object,
): Promise<void> {
  return assertLaw({
    inputs: nearlyValid(first),
    read: (given) => read(settingsWithAnswers(protocol, operation, [given, answer])).catch(rethrowSdkError),
    contract: (value) => expect(value).toEqual(returns),
    errors: [MalformedAnswerError, SdkDeserializationError, LedgerUnavailableError, MalformedItemError],
    numRuns: 300,
  });
}
