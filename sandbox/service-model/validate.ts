import { AwsError } from '../api.ts';
import { constraintsOf, holdsStructures } from './constraints.ts';
import { refuseMalformed } from './malformed.ts';
import { type ModelledService, operationModel } from './model.ts';
import { isAbsent, isRecord, pathsWithin, type RequestPath } from './request-path.ts';

/** The name of the error with which a service refuses a request outside its model. */
const REFUSALS: Readonly<Record<ModelledService, string>> = {
  iam: 'ValidationError',
  account: 'ValidationException',
  cloudtrail: 'ValidationException',
  cloudformation: 'ValidationError',
  cloudwatch: 'ValidationError',
  config: 'ValidationException',
  dynamodb: 'ValidationException',
  events: 'ValidationException',
  lambda: 'ValidationException',
  logs: 'InvalidParameterException',
  organizations: 'InvalidInputException',
  scheduler: 'ValidationException',
  securityhub: 'InvalidInputException',
  sns: 'InvalidParameter',
  ssm: 'ValidationException',
  sts: 'ValidationError',
};

/**
 * Throws the `AwsError` of AWS for a request outside the limits of the service model, with all violations in
 * one message. Throws a plain `Error` for a mistake in code: an unknown operation or member, or a value of
 * another type.
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

function violations(requestPath: RequestPath): readonly string[] {
  if (isAbsent(requestPath.value))
    return requestPath.isRequired ? [violation(requestPath, 'Member must not be null')] : [];
  const own = constraintsOf(requestPath.shape).filter((constraint) => !constraint.isMetBy(requestPath.value));
  // The constraints on other values are reported at their list or map.
  const within = pathsWithin(requestPath).filter(
    (inner) => requestPath.shape.type === 'structure' || holdsStructures(inner.shape),
  );
  return [...own.map((constraint) => violation(requestPath, constraint.text)), ...within.flatMap(violations)];
}

function violation(requestPath: RequestPath, constraint: string): string {
  return `Value${shown(requestPath)} at '${requestPath.path}' failed to satisfy constraint: ${constraint}`;
}

/** AWS repeats the value, but omits a structure, for which it has no readable form. */
function shown({ shape, value }: RequestPath): string {
  if (isAbsent(value)) return ' null';
  return holdsStructures(shape) ? '' : ` '${asText(value)}'`;
}

/** A value as Java writes it: `[a, b]`, `{key=[a]}`. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asText).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const entries = Object.entries(value).map(([key, held]) => `${key}=${asText(held)}`);
  return `{${entries.join(', ')}}`;
}
