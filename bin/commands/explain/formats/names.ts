import { type Endings, formatOfFile } from '../../../formats/names.ts';

/** The output formats of an explanation. */
export const EXPLANATION_FORMATS = ['text', 'json'] as const;

/** A value of `--format` of `explain`. */
export type ExplanationFormat = (typeof EXPLANATION_FORMATS)[number];

const ENDINGS: Endings<ExplanationFormat> = [[/\.json$/i, 'json', '.json']];

/**
 * The format of a file by its ending; text for standard output and a text. Throws `UsageError` as
 * `formatOfFile`.
 */
export function explanationFormatOf(file?: string): ExplanationFormat {
  return formatOfFile(ENDINGS, file, 'text');
}
