import { types } from 'node:util';
import type { Shape, StructureShape } from './model.ts';

/** A value in a request, with its shape in the model and its path in the form of AWS. */
export interface RequestPath {
  readonly shape: Shape;
  readonly value: unknown;
  /** `evaluations.1.member.annotation`; empty for the request itself. */
  readonly path: string;
  readonly isRequired: boolean;
}

/** The values directly within a value, in their order: members (absent ones too), elements or map values. */
export function pathsWithin({ shape, value, path }: RequestPath): readonly RequestPath[] {
  if (shape.type === 'structure' && isRecord(value)) {
    return membersOf(shape).map((member) => ({
      shape: member.shape,
      value: value[member.name],
      path: join(path, member.label),
      isRequired: member.isRequired,
    }));
  }
  const within = (item: Shape, key: string, held: unknown): RequestPath => ({
    shape: item,
    value: held,
    path: join(path, `${key}.member`),
    isRequired: true,
  });
  if (shape.type === 'list' && Array.isArray(value)) {
    return value.map((element: unknown, index) => within(shape.member, `${index + 1}`, element));
  }
  if (shape.type === 'map' && isRecord(value)) {
    return Object.entries(value).map(([key, held]) => within(shape.value, key, held));
  }
  return [];
}

interface Member extends Pick<RequestPath, 'shape' | 'isRequired'> {
  readonly name: string;
  /** The name in a path of AWS. */
  readonly label: string;
}

/** Tests check millions of requests: the members of a structure are listed once. */
const listed = new WeakMap<StructureShape, readonly Member[]>();

function membersOf(shape: StructureShape): readonly Member[] {
  const known = listed.get(shape);
  if (known) return known;
  const members = Object.entries(shape.members).map(([name, member]) => ({
    name,
    label: name.charAt(0).toLowerCase() + name.slice(1),
    shape: member,
    isRequired: shape.required.includes(name),
  }));
  listed.set(shape, members);
  return members;
}

/** Whether a value is absent from the request; the SDK sends neither `undefined` nor `null`. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Whether a value is an object with members, and neither a list nor a date. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isDate(value);
}

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);
