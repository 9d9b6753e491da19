import { archiveText } from '../../infra/code/archive.ts';
import { bundleFunctions, minifiedFunctions } from '../../infra/code/bundles.ts';
import { archiveIn } from './deployed.ts';

/** The bytes of one function's code on its way into the template. */
export interface FunctionSize {
  readonly name: string;
  /** For people to read, without the SDK. */
  readonly bundle: number;
  readonly minified: number;
  /** As text in an archive that holds nothing else. */
  readonly alone: number;
  /** By so much the archive of all functions is larger for it; code that others have, too, is in there once. */
  readonly added: number;
}

/** How large each function is. */
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

/** The bytes of a template as it is written, and of the functions' archive in it; none if it has no functions. */
export interface TemplateSize {
  readonly stack: string;
  readonly bytes: number;
  readonly archive: number;
}

/** How large each template is. */
export function templateSizes(templates: Readonly<Record<string, string>>): readonly TemplateSize[] {
  return Object.entries(templates).map(([stack, text]) => ({
    stack,
    bytes: Buffer.byteLength(text),
    archive: Buffer.byteLength(archiveIn(text)),
  }));
}
