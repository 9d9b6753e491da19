import { inspect, types } from 'node:util';
import type { Shape } from './model.ts';
import { isAbsent, isRecord, pathsWithin, type RequestPath } from './request-path.ts';

/**
 * Throws a plain `Error` for a member that the model does not have, which the SDK would silently omit, and
 * for a value of another type. Both are mistakes in code, and the reaction of AWS depends on the protocol.
 */
export function refuseMalformed(operation: string, requestPath: RequestPath): void {
  const form = FORMS[requestPath.shape.type];
  if (!form.fits(requestPath.value)) {
    const received = inspect(requestPath.value, { depth: 0 });
    throw new Error(`${where(operation, requestPath)} must be ${form.expected}; received ${received}`);
  }
  const unknown = unknownMembers(requestPath);
  if (unknown.length > 0 && requestPath.shape.type === 'structure') {
    const known = Object.keys(requestPath.shape.members).join(', ');
    const received = unknown.join(', ');
    throw new Error(
      `${where(operation, requestPath)} must have no members but ${known}; received ${received}`,
    );
  }
  for (const within of pathsWithin(requestPath)) {
    if (requestPath.shape.type === 'structure' && isAbsent(within.value)) continue;
    refuseMalformed(operation, within);
  }
}

const where = (operation: string, { path }: RequestPath): string =>
  path ? `'${path}' of ${operation}` : `The request of ${operation}`;

interface Form {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const WHOLE_NUMBER: Form = { expected: 'a whole number', fits: Number.isSafeInteger };

const FORMS: Readonly<Record<Shape['type'], Form>> = {
  structure: { expected: 'an object', fits: isRecord },
  map: { expected: 'an object', fits: isRecord },
  list: { expected: 'an array', fits: Array.isArray },
  string: { expected: 'a string', fits: (value) => typeof value === 'string' },
  boolean: { expected: 'a boolean', fits: (value) => typeof value === 'boolean' },
  integer: WHOLE_NUMBER,
  long: WHOLE_NUMBER,
  double: { expected: 'a number', fits: Number.isFinite },
  // The SDK's clients accept a text where a request has bytes, too (type BlobPayloadInputTypes).
  blob: {
    expected: 'bytes or a text',
    fits: (value) => value instanceof Uint8Array || typeof value === 'string',
  },
  // The SDK writes an invalid date as NaN, which is not valid JSON.
  timestamp: {
    expected: 'a valid Date',
    fits: (value) => types.isDate(value) && !Number.isNaN(value.getTime()),
  },
};

function unknownMembers({ shape, value }: RequestPath): readonly string[] {
  if (shape.type !== 'structure' || !isRecord(value)) return [];
  return Object.keys(value).filter(
    (name) => value[name] !== undefined && !Object.hasOwn(shape.members, name),
  );
}
