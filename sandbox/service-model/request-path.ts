import { types } from 'node:util';
import type { Shape } from './model.ts';

/** A place in a request: what is there, what the model says of it, and its path as AWS writes paths. */
export interface RequestPath {
  readonly shape: Shape;
  readonly value: unknown;
  /** `evaluations.1.member.annotation`; empty for the request itself. */
  readonly path: string;
  readonly isRequired: boolean;
}

/** The places directly within a place, by name or in their order: members (absent ones too), elements, map values. */
export function placesWithin({ shape, value, path }: RequestPath): readonly RequestPath[] {
  if (shape.type === 'structure' && isRecord(value)) {
    return Object.entries(shape.members).map(([name, member]) => ({
      shape: member,
      value: value[name],
      path: join(path, name.charAt(0).toLowerCase() + name.slice(1)),
      isRequired: shape.required.includes(name),
    }));
  }
  const within = (item: Shape, at: string, held: unknown): RequestPath => ({
    shape: item,
    value: held,
    path: join(path, `${at}.member`),
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

/** Whether a request leaves a place empty; the SDK sends neither `undefined` nor `null`. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Whether a value is an object with members: no list and no time. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !types.isDate(value);
}

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);
