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

/**
 * Finds each function, method and type of a function that has the name of a pure one, and is async or returns
 * a Promise. A function that returns one without a word in its signature is not found.
 */
export function asyncPureVerbsIn([file, source]: readonly [string, string]): string[] {
  const found: string[] = [];
  const note = (name: Node | null, value: Node | null | undefined) => {
    if (name?.type !== 'Identifier' || !PURE_VERB.test(name.name)) return;
    if (value && isAsync(value)) found.push(`${file}:${lineOf(source, name.start)}: ${name.name}`);
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
