import { parse } from 'yaml';
import { synthesizeTemplates } from '../../../infra/build.ts';
import type { Template } from '../../../infra/template.ts';

let templates: Readonly<Record<string, Template>> | undefined;

/** The template of a stack, synthesized once for all tests of a file. */
export function templateOf(stack: string): Template {
  templates ??= synthesizeTemplates();
  const template = templates[stack];
  if (template) return template;
  throw new Error(`Expected one of the stacks ${Object.keys(templates).join(', ')}; received ${stack}`);
}

/** A written template read back, its short forms as the functions that they stand for. */
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
