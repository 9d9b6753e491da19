import { readFileSync } from 'node:fs';
import type { ServiceName } from '../api.ts';

/** The services whose models are known: those that the sandbox serves, and those that CloudFormation calls for templates. */
export type ModelledService = ServiceName | 'cloudformation' | 'cloudwatch' | 'events' | 'lambda' | 'logs';

/** What a service model says of a value: its type and its limits. Written out in full, without references. */
export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | PlainShape;

/** Named members, some of them required. */
export interface StructureShape {
  readonly type: 'structure';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** A list; `min` and `max` bound how many elements it has. */
export interface ListShape extends Bounds {
  readonly type: 'list';
  readonly member: Shape;
}

/** Free keys with values of one shape; `min` and `max` bound how many there are. */
export interface MapShape extends Bounds {
  readonly type: 'map';
  readonly key: Shape;
  readonly value: Shape;
}

/** A text; `min` and `max` bound its length, `pattern` is a Java regular expression for the whole of it. */
export interface StringShape extends Bounds {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
}

/** A number, whole if it is not a double; `min` and `max` bound its value. */
export interface NumberShape extends Bounds {
  readonly type: 'integer' | 'long' | 'double';
}

/** A value without limits. */
export interface PlainShape {
  readonly type: 'boolean' | 'timestamp' | 'blob';
}

/** The least and the most that a shape allows. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** One operation: the shape of its input and the names of the errors that it is modelled to answer with. */
export interface OperationModel {
  readonly errors: readonly string[];
  readonly input: StructureShape;
}

interface ServiceModel {
  readonly apiVersion: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
}

interface Extract {
  /** The version of botocore that the extract was written from. */
  readonly botocore: string;
  readonly services: Readonly<Record<ModelledService, ServiceModel>>;
}

/** The service models' limits as `extract.py` wrote them, see there. */
export const serviceModels: Extract = JSON.parse(
  readFileSync(new URL('./service-model.json', import.meta.url), 'utf8'),
);

/** The model of one operation; throws if the extract has none, since then it is unknown what AWS would refuse. */
export function operationModel(service: ModelledService, operation: string): OperationModel {
  const { operations } = serviceModels.services[service];
  const model = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (model) return model;
  const known = Object.keys(operations).join(', ');
  throw new Error(`The service model of ${service} has the operations ${known}; received ${operation}`);
}
