import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getReferencesInExpression, parse } from '@cdktn/hcl2json';

/**
 * A block of HCL in the JSON of HashiCorp's parser: expressions are texts in `${…}`, and blocks are lists.
 */
export type Block = Readonly<Record<string, unknown>>;

/** A resource or a data source of a module. */
export interface Declared {
  /** As it begins in a reference: `aws_s3_object.template` or `data.aws_s3_bucket.template`. */
  readonly address: string;
  readonly type: string;
  readonly block: Block;
}

/** A module of `terraform/`, all its files read as one, as Terraform reads them. */
export interface ParsedModule {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Block>>;
  readonly locals: Block;
  readonly outputs: Readonly<Record<string, Block>>;
  readonly declared: readonly Declared[];
  readonly settings: readonly Block[];
}

type Named = Readonly<Record<string, readonly [Block]>>;

const only = (named: Named = {}): Record<string, Block> =>
  Object.fromEntries(Object.entries(named).map(([name, [block]]) => [name, block]));

const declaredIn = (types: Readonly<Record<string, Named>> = {}, prefix = ''): readonly Declared[] =>
  Object.entries(types).flatMap(([type, named]) =>
    Object.entries(only(named)).map(([name, block]) => ({
      address: `${prefix}${type}.${name}`,
      type: `${prefix}${type}`,
      block,
    })),
  );

/**
 * Parses all files of a module; throws as HashiCorp's parser does, or for a kind of block that the modules do
 * not use.
 */
export async function readModule(name: string): Promise<ParsedModule> {
  const folder = join('terraform', name);
  const files = Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
  const { variable, locals, output, resource, data, terraform, ...others } = (await parse(
    `${name}.tf`,
    Object.values(files).join('\n'),
  )) as Record<string, never>;
  if (Object.keys(others).length > 0)
    throw new Error(`Expected no other blocks; received ${Object.keys(others)}`);
  return {
    name,
    files,
    variables: only(variable),
    locals: Object.assign({}, ...((locals ?? []) as readonly Block[])),
    outputs: only(output),
    declared: [...declaredIn(resource), ...declaredIn(data, 'data.')],
    settings: terraform ?? [],
  };
}

/** All texts in a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * The references in all expressions of a value, with their instances left out: `aws_s3_object.template.key`.
 */
export async function referencesIn(value: unknown): Promise<readonly string[]> {
  const texts = textsIn(value).filter((text) => text.includes('${'));
  const found = await Promise.all(
    texts.map((text) => getReferencesInExpression('x.tf', `"${escaped(text)}"`)),
  );
  return found.flat().map((reference) => reference.value.replaceAll(/\.\d+(?=\.|$)/g, ''));
}

/** The text as it stands in HCL: within `${…}` nothing is escaped. */
const escaped = (text: string) => (text.startsWith('${') ? text : text.replaceAll('"', '\\"'));
