import { expect, it } from 'vitest';
import { AwsError, type ServiceName } from '../../../sandbox/api.ts';
import { refuseInvalidRequest } from '../../../sandbox/service-model/validate.ts';

/** A case that AWS accepts: its title, the operation, the input. */
export type Accepted = readonly [title: string, operation: string, input: object];

/** A case that AWS refuses: its title, the operation, the input, and each violation in the message. */
export type Refused = readonly [title: string, operation: string, input: object, ...violations: string[]];

/** Declares one test for each case. */
export function itAccepts(service: ServiceName, cases: readonly Accepted[]): void {
  for (const [title, operation, input] of cases) {
    it(`${operation} accepts ${title}`, () => {
      expect(answer(service, operation, input)).toBe('accepted');
    });
  }
}

/** Declares one test for each case, which compares the error name of the service and the whole message. */
export function itRefuses(service: ServiceName, name: string, cases: readonly Refused[]): void {
  for (const [title, operation, input, ...violations] of cases) {
    it(`${operation} refuses ${title}`, () => {
      const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
      expect(answer(service, operation, input)).toBe(
        `400 ${name}: ${count} detected: ${violations.join('; ')}`,
      );
    });
  }
}

/** A list of `count` elements, each of which `make` creates from its index. */
export function times<Element>(count: number, make: (index: number) => Element): readonly Element[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** AWS's text for one violation, with the value and its path; `null` is an absent value. */
export function violation(path: string, value: string | null, constraint: string): string {
  const quoted = value === null ? 'null' : `'${value}'`;
  return `Value ${quoted} at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** AWS's text for a violation by a list of structures; it does not contain the value. */
export function listViolation(path: string, constraint: string): string {
  return `Value at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** AWS's texts of the constraints. */
export const must = {
  notBeNull: 'Member must not be null',
  haveLengthUpTo: (max: number) => `Member must have length less than or equal to ${max}`,
  haveLengthFrom: (min: number) => `Member must have length greater than or equal to ${min}`,
  haveValueUpTo: (max: number) => `Member must have value less than or equal to ${max}`,
  haveValueFrom: (min: number) => `Member must have value greater than or equal to ${min}`,
  match: (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`,
  beOneOf: (...values: string[]) => `Member must satisfy enum value set: [${values.join(', ')}]`,
  satisfy: (...constraints: string[]) => `Member must satisfy constraint: [${constraints.join(', ')}]`,
} as const;

function answer(service: ServiceName, operation: string, input: object): string {
  try {
    refuseInvalidRequest(service, operation, input);
    return 'accepted';
  } catch (error) {
    if (error instanceof AwsError) return `${error.httpStatusCode} ${error.name}: ${error.message}`;
    throw error;
  }
}
