import { type Endings, formatByEnding } from '../names.ts';

/** The output formats of an explanation. */
export const EXPLANATION_FORMATS = ['text', 'json'] as const;

/** One of the formats. */
export type ExplanationFormat = (typeof EXPLANATION_FORMATS)[number];

const ENDINGS: Endings<ExplanationFormat> = [[/\.json$/i, 'json']];

/** The format of a file by its ending; text for any other ending, and for standard output. */
export function explanationFormatOf(file = ''): ExplanationFormat {
  return formatByEnding(ENDINGS, file) ?? 'text';
}
