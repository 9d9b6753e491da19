import { AwsError } from '../api.ts';
import { constraintsOf, holdsStructures } from './constraints.ts';
import { refuseMalformed } from './malformed.ts';
import { type ModelledService, operationModel } from './model.ts';
import { isAbsent, isRecord, placesWithin, type RequestPath } from './request-path.ts';

/** The name under which a service refuses a request that is outside its model. */
const REFUSALS: Readonly<Record<ModelledService, string>> = {
  iam: 'ValidationError',
  cloudformation: 'ValidationError',
  cloudwatch: 'ValidationError',
  config: 'ValidationException',
  events: 'ValidationException',
  lambda: 'ValidationException',
  logs: 'InvalidParameterException',
  scheduler: 'ValidationException',
  ssm: 'ValidationException',
};

/**
 * Throws the `AwsError` with which AWS answers a request outside the service model's limits, all violations in one
 * message. A mistake in code (an unknown operation or member, a value of another type) throws a plain `Error` instead.
 */
export function refuseInvalidRequest(service: ModelledService, operation: string, input: unknown): void {
  const shape = operationModel(service, operation).input;
  const request: RequestPath = { shape, value: input, path: '', isRequired: true };
  refuseMalformed(operation, request);
  const found = violations(request);
  if (found.length === 0) return;
  const count = found.length === 1 ? '1 validation error' : `${found.length} validation errors`;
  throw new AwsError(REFUSALS[service], `${count} detected: ${found.join('; ')}`);
}

function violations(place: RequestPath): readonly string[] {
  if (isAbsent(place.value)) return place.isRequired ? [violation(place, 'Member must not be null')] : [];
  const own = constraintsOf(place.shape).filter((constraint) => !constraint.isMetBy(place.value));
  // The rest has been spoken of at the list or the map that it is in.
  const within = placesWithin(place).filter(
    (inner) => place.shape.type === 'structure' || holdsStructures(inner.shape),
  );
  return [...own.map((constraint) => violation(place, constraint.text)), ...within.flatMap(violations)];
}

function violation(place: RequestPath, constraint: string): string {
  return `Value${shown(place)} at '${place.path}' failed to satisfy constraint: ${constraint}`;
}

/** AWS repeats the value, but it has no readable form of a structure and leaves that out. */
function shown({ shape, value }: RequestPath): string {
  if (isAbsent(value)) return ' null';
  return holdsStructures(shape) ? '' : ` '${written(value)}'`;
}

/** A value as Java writes it: `[a, b]`, `{key=[a]}`. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const entries = Object.entries(value).map(([key, held]) => `${key}=${written(held)}`);
  return `{${entries.join(', ')}}`;
}
