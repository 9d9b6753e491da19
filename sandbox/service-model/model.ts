import { readFileSync } from 'node:fs';
import type { ServiceName } from '../api.ts';

/**
 * The services in the extract: those of the sandbox, those that CloudFormation calls for resources of
 * templates, and those whose requests we write as files.
 */
export type ModelledService =
  | ServiceName
  | 'cloudformation'
  | 'cloudwatch'
  | 'events'
  | 'logs'
  | 'securityhub';

/** The type and the limits of a value in a service model, without references to other shapes. */
export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | PlainShape;

/** Named members, some of them required. */
export interface StructureShape {
  readonly type: 'structure';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** A list; `min` and `max` limit the number of its elements. */
export interface ListShape extends Bounds {
  readonly type: 'list';
  readonly member: Shape;
}

/** Any keys with values of one shape; `min` and `max` limit the number of entries. */
export interface MapShape extends Bounds {
  readonly type: 'map';
  readonly key: Shape;
  readonly value: Shape;
}

/** A text; `min` and `max` limit its length, `pattern` is a Java regular expression for the whole text. */
export interface StringShape extends Bounds {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
}

/** A number, whole unless it is a double; `min` and `max` limit its value. */
export interface NumberShape extends Bounds {
  readonly type: 'integer' | 'long' | 'double';
}

/** A value without limits. */
export interface PlainShape {
  readonly type: 'boolean' | 'timestamp' | 'blob';
}

/** The minimum and the maximum of a shape. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** One operation: the shape of its input, and the names of its errors in the model. */
export interface OperationModel {
  readonly errors: readonly string[];
  readonly input: StructureShape;
}

interface ServiceModel {
  readonly apiVersion: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
}

interface Extract {
  /** The version of botocore that the extract comes from. */
  readonly botocore: string;
  readonly services: Readonly<Record<ModelledService, ServiceModel>>;
}

/** The limits of the service models, as `extract.py` writes them. */
export const serviceModels: Extract = JSON.parse(
  readFileSync(new URL('./service-model.json', import.meta.url), 'utf8'),
);

/** The model of one operation; throws if the extract has none, since the limits of AWS are then unknown. */
export function operationModel(service: ModelledService, operation: string): OperationModel {
  const { operations } = serviceModels.services[service];
  const model = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (model) return model;
  const known = Object.keys(operations).join(', ');
  throw new Error(`The service model of ${service} has the operations ${known}; received ${operation}`);
}
