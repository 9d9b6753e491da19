import { inject } from 'vitest';
import { parse } from 'yaml';
import type { Template } from '../../../infra/templates/template.ts';

/** The names of the stacks. */
export const STACK_NAMES: readonly string[] = Object.keys(inject('templates'));

/** The template of a stack. */
export function templateOf(stack: string): Template {
  const template = inject('templates')[stack];
  if (template) return template;
  throw new Error(`Expected one of the stacks ${STACK_NAMES.join(', ')}; received ${stack}`);
}

/** Reads a template from YAML; a short form is read as the intrinsic function that it means. */
export function readYaml(text: string): Template {
  const tags = [
    'Ref',
    'Sub',
    'GetAtt',
    'If',
    'Join',
    'FindInMap',
    'Equals',
    'Not',
    'And',
    'Or',
    'Split',
    'Select',
  ].flatMap((name) => [
    { tag: `!${name}`, resolve: (value: string) => longForm(name, value) },
    {
      tag: `!${name}`,
      collection: 'seq' as const,
      resolve: (sequence: { toJSON(): unknown }) => longForm(name, sequence.toJSON()),
    },
  ]);
  return parse(text, { customTags: tags });
}

function longForm(name: string, argument: unknown): object {
  if (name === 'Ref') return { Ref: argument };
  return { [`Fn::${name}`]: name === 'GetAtt' ? String(argument).split('.') : argument };
}
