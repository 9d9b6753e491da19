import { archiveText } from '../../infra/code/archive.ts';
import { bundleFunctions, minifiedFunctions } from '../../infra/code/bundles.ts';
import { archiveIn } from './deployed.ts';

/** The sizes of one function's code at each step of the build, in bytes. */
export interface FunctionSize {
  readonly name: string;
  /** The bundle for people to read, without the SDK. */
  readonly bundle: number;
  readonly minified: number;
  /** The archive of this function only. */
  readonly alone: number;
  /** The size by which this function enlarges the archive of all functions, which contains shared code once. */
  readonly added: number;
}

/** Builds the functions and measures the size of each. */
export function functionSizes(): readonly FunctionSize[] {
  const bundles = bundleFunctions();
  const minified = minifiedFunctions();
  return Object.entries(minified).map(([name, code]) => {
    const { [name]: _, ...others } = minified;
    return {
      name,
      bundle: Buffer.byteLength(bundles[name] ?? ''),
      minified: Buffer.byteLength(code),
      alone: archiveSize({ [name]: code }),
      added: archiveSize(minified) - archiveSize(others),
    };
  });
}

function archiveSize(bundles: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(archiveText(bundles));
}

/**
 * The sizes of a template's file and of the archive in it, in bytes; the archive is 0 if the template has no functions.
 */
export interface TemplateSize {
  readonly stack: string;
  readonly bytes: number;
  readonly archive: number;
}

/** Measures the size of each template. */
export function templateSizes(templates: Readonly<Record<string, string>>): readonly TemplateSize[] {
  return Object.entries(templates).map(([stack, text]) => ({
    stack,
    bytes: Buffer.byteLength(text),
    archive: Buffer.byteLength(archiveIn(text)),
  }));
}
