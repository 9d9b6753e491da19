import { matchesWhole } from './java-pattern.ts';
import type { Shape } from './model.ts';
import { isRecord } from './request-path.ts';

/** One constraint of AWS on a value, with AWS's text for it. */
export interface Constraint {
  readonly text: string;
  readonly isMetBy: (value: unknown) => boolean;
}

/**
 * The constraints of AWS on a value of this shape, always in the same order.
 *
 * AWS reports the constraints on texts and numbers in a list or a map as one constraint of that list or map.
 * It reports the constraints on structures in a list or a map at the members of each structure.
 */
export function constraintsOf(shape: Shape): readonly Constraint[] {
  const known = derived.get(shape);
  if (known) return known;
  const constraints = [...contentConstraints(shape), ...boundConstraints(shape), ...textConstraints(shape)];
  derived.set(shape, constraints);
  return constraints;
}

/** Tests check millions of requests: the constraints of a shape are derived once. */
const derived = new WeakMap<Shape, readonly Constraint[]>();

/** Whether values of this shape contain structures, whose members have paths of their own. */
export function holdsStructures(shape: Shape): boolean {
  if (shape.type === 'list') return holdsStructures(shape.member);
  if (shape.type === 'map') return holdsStructures(shape.value);
  return shape.type === 'structure';
}

function contentConstraints(shape: Shape): readonly Constraint[] {
  if (shape.type === 'list') {
    return each('Member must satisfy constraint', shape.member, (list) => (Array.isArray(list) ? list : []));
  }
  if (shape.type === 'map') {
    return [
      ...each('Map keys must satisfy constraint', shape.key, (map) =>
        isRecord(map) ? Object.keys(map) : [],
      ),
      ...each('Map value must satisfy constraint', shape.value, (map) =>
        isRecord(map) ? Object.values(map) : [],
      ),
    ];
  }
  return [];
}

function each(
  text: string,
  shape: Shape,
  contentOf: (value: unknown) => readonly unknown[],
): readonly Constraint[] {
  const constraints = holdsStructures(shape) ? [] : constraintsOf(shape);
  if (constraints.length === 0) return [];
  return [
    {
      text: `${text}: [${constraints.map((constraint) => constraint.text).join(', ')}]`,
      isMetBy: (value) =>
        contentOf(value).every((item) => constraints.every((constraint) => constraint.isMetBy(item))),
    },
  ];
}

function boundConstraints(shape: Shape): readonly Constraint[] {
  if (!('min' in shape || 'max' in shape)) return [];
  const { min, max } = shape;
  const measured = ['integer', 'long', 'double'].includes(shape.type) ? 'value' : 'length';
  const constraints: Constraint[] = [];
  if (max !== undefined) {
    const text = `Member must have ${measured} less than or equal to ${max}`;
    constraints.push({ text, isMetBy: (value) => measure(value) <= max });
  }
  if (min !== undefined) {
    const text = `Member must have ${measured} greater than or equal to ${min}`;
    constraints.push({ text, isMetBy: (value) => measure(value) >= min });
  }
  return constraints;
}

function textConstraints(shape: Shape): readonly Constraint[] {
  if (shape.type !== 'string') return [];
  const { pattern, enum: values } = shape;
  const constraints: Constraint[] = [];
  if (pattern !== undefined) {
    const text = `Member must satisfy regular expression pattern: ${pattern}`;
    constraints.push({ text, isMetBy: (value) => matchesWhole(pattern, String(value)) });
  }
  if (values !== undefined) {
    const text = `Member must satisfy enum value set: [${values.join(', ')}]`;
    constraints.push({ text, isMetBy: (value) => values.includes(String(value)) });
  }
  return constraints;
}

/** The value of a number, or the length of a map, a list or a text (in UTF-16 units, as in Java). */
function measure(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : 0;
}
