import { type Endings, formatByEnding } from '../names.ts';

/** The output formats of a verification. */
export const VERIFICATION_FORMATS = ['text', 'json', 'csv', 'junit', 'sarif'] as const;

/** One of the formats. */
export type VerificationFormat = (typeof VERIFICATION_FORMATS)[number];

/** The formats by the endings of files; `.sarif.json` is the other ending that the SARIF standard recommends. */
const ENDINGS: Endings<VerificationFormat> = [
  [/\.sarif(\.json)?$/i, 'sarif'],
  [/\.json$/i, 'json'],
  [/\.csv$/i, 'csv'],
  [/\.xml$/i, 'junit'],
];

/** The format of a file by its ending; text for any other ending, and for standard output. */
export function verificationFormatOf(file = ''): VerificationFormat {
  return formatByEnding(ENDINGS, file) ?? 'text';
}
