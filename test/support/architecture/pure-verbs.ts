import {
  type Function as FunctionNode,
  type Node,
  parseSync,
  type TSTypeAnnotation,
  Visitor,
} from 'oxc-parser';
import { lineOf } from './modules.ts';

/** A name that begins with the verb of a pure function; `planned` and `selection` are other words. */
const PURE_VERB = /^(judge|select|plan|describe|explain|parse)(?![a-z])/;

/** What asks a file or the environment: functions of Node.js, and those of `aws/environment.ts`. */
const ASKING = /\bprocess(\.\w|\[)|\b(readFileSync|readSync|openSync|require(Environment|Boolean|Choice))\b/;

/**
 * Finds each function, method and type of a function that has the name of a pure one, and is async or returns
 * a Promise. A function that returns one without a word in its signature is not found.
 */
export function asyncPureVerbsIn(source: readonly [string, string]): string[] {
  return pureVerbsIn(source, isAsync);
}

/**
 * Finds each function and method that has the name of a pure one, and whose own text asks a file or the
 * environment. One that only calls a function that asks is not found.
 */
export function askingPureVerbsIn([file, source]: readonly [string, string]): string[] {
  return pureVerbsIn(
    [file, source],
    (node) => /Function/.test(node.type) && ASKING.test(source.slice(node.start, node.end)),
  );
}

/** Finds each name of a pure function whose value, or type, is as given. */
function pureVerbsIn([file, source]: readonly [string, string], isFound: (value: Node) => boolean): string[] {
  const found: string[] = [];
  const note = (name: Node | null, value: Node | null | undefined) => {
    if (name?.type !== 'Identifier' || !PURE_VERB.test(name.name)) return;
    if (value && isFound(value)) found.push(`${file}:${lineOf(source, name.start)}: ${name.name}`);
  };
  const noteFunction = (node: FunctionNode) => note(node.id, node);
  new Visitor({
    FunctionDeclaration: noteFunction,
    FunctionExpression: noteFunction,
    VariableDeclarator: ({ id, init }) => note(id, init),
    Property: ({ key, value }) => note(key, value),
    MethodDefinition: ({ key, value }) => note(key, value),
    PropertyDefinition: ({ key, value }) => note(key, value),
    TSMethodSignature: (node) => note(node.key, node),
    TSPropertySignature: ({ key, typeAnnotation }) => note(key, typeAnnotation?.typeAnnotation),
    // The name of a parameter or of a variable, with its type.
    Identifier: (node) => {
      if ('typeAnnotation' in node) note(node, node.typeAnnotation?.typeAnnotation);
    },
  }).visit(parseSync(file, source).program);
  return found;
}

/** Whether a function, or the type of one, is async or says that it returns a Promise. */
function isAsync(node: Node): boolean {
  if ('async' in node && node.async) return true;
  return 'returnType' in node && isPromise(node.returnType);
}

function isPromise(annotation: TSTypeAnnotation | null | undefined): boolean {
  const type = annotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  return ['Promise', 'PromiseLike'].includes(type.typeName.name);
}
