import { AwsError } from '../api.ts';
import type { Shape } from '../service-model/model.ts';

/**
 * The parameters of a form by the parts of their names: `Tags.member.1.Key=a` is a text in four nested maps.
 */
type Tree = string | Map<string, Tree>;

/**
 * The input of a query request, read from its parameters by its shape; throws an `AwsError` if a parameter
 * does not fit its shape. A member that the shape does not have is kept, so that the request pipeline refuses
 * it.
 */
export function parseForm(shape: Shape, parameters: Iterable<readonly [string, string]>): unknown {
  const root = new Map<string, Tree>();
  for (const [name, value] of parameters) plant(root, name, value);
  return typed(shape, root, '');
}

function plant(root: Map<string, Tree>, name: string, value: string): void {
  const parts = name.split('.');
  const last = parts.pop() ?? '';
  let branch = root;
  for (const part of parts) {
    const next = branch.get(part) ?? new Map<string, Tree>();
    if (typeof next === 'string') throw malformed(name, 'one value', 'several');
    branch.set(part, next);
    branch = next;
  }
  if (branch.has(last)) throw malformed(name, 'one value', 'several');
  branch.set(last, value);
}

function typed(shape: Shape, tree: Tree, at: string): unknown {
  switch (shape.type) {
    case 'structure':
      return structure(shape.members, branchOf(tree, at), at);
    case 'list':
      return tree === '' ? [] : elements(branchOf(tree, at), at).map((each) => typed(shape.member, ...each));
    case 'map':
      // No operation of IAM has a map in its input, so that no test could check how to read one.
      throw malformed(at, 'no map', 'a map');
    default:
      if (typeof tree !== 'string') throw malformed(at, 'one value', 'several');
      return scalar(shape.type, tree, at);
  }
}

function structure(
  members: Readonly<Record<string, Shape>>,
  branch: ReadonlyMap<string, Tree>,
  at: string,
): object {
  const entries = Array.from(branch, ([name, tree]) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    return [name, member ? typed(member, tree, join(at, name)) : tree];
  });
  return Object.fromEntries(entries);
}

/**
 * The elements of a list in the order of their numbers, each with its name: `Tags.member.1`, `Tags.member.2`,
 * …
 */
function elements(branch: ReadonlyMap<string, Tree>, at: string): (readonly [Tree, string])[] {
  const numbered = branchOf(branch.get('member') ?? '', join(at, 'member'));
  if (branch.size > 1 || !Array.from(numbered.keys()).every((number) => WHOLE_NUMBER.test(number))) {
    throw malformed(at, `only ${at}.member.1, ${at}.member.2, …`, 'other names');
  }
  return Array.from(numbered)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([number, tree]) => [tree, join(at, `member.${number}`)]);
}

const WHOLE_NUMBER = /^-?\d+$/;

function scalar(type: Shape['type'], text: string, at: string): unknown {
  switch (type) {
    case 'integer':
    case 'long':
      if (!WHOLE_NUMBER.test(text)) throw malformed(at, 'a whole number', text);
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw malformed(at, 'true or false', text);
      return text === 'true';
    case 'timestamp':
      if (Number.isNaN(Date.parse(text))) throw malformed(at, 'a time in ISO 8601', text);
      return new Date(text);
    default:
      return text;
  }
}

function branchOf(tree: Tree, at: string): ReadonlyMap<string, Tree> {
  if (typeof tree !== 'string') return tree;
  throw malformed(at, `parameters whose names begin with ${at}.`, tree || 'an empty text');
}

/** The error of IAM for a parameter that it cannot read. */
function malformed(at: string, expected: string, received: string): AwsError {
  return new AwsError('MalformedInput', `${at}: expected ${expected}; received ${received}`);
}

const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);
