import { bundleFunctions } from '../../infra/code/bundles.ts';
import { zipOf } from '../../infra/code/zip.ts';

/** The sizes of one function's code, in bytes. */
export interface FunctionSize {
  readonly name: string;
  /** The code, without the SDK, as it is in the template. */
  readonly code: number;
  /** The zip file of the code. */
  readonly zip: number;
}

/** Bundles the functions and measures the size of each. */
export function functionSizes(): readonly FunctionSize[] {
  return Object.entries(bundleFunctions()).map(([name, code]) => ({
    name,
    code: Buffer.byteLength(code),
    zip: zipOf(code).length,
  }));
}

/** The size of a template's file in bytes. */
export interface TemplateSize {
  readonly stack: string;
  readonly bytes: number;
}

/** Measures the size of each template. */
export function templateSizes(templates: Readonly<Record<string, string>>): readonly TemplateSize[] {
  return Object.entries(templates).map(([stack, text]) => ({ stack, bytes: Buffer.byteLength(text) }));
}
