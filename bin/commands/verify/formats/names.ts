import { type Endings, formatOfFile } from '../../../formats/names.ts';

/** The output formats of a verification. */
export const VERIFICATION_FORMATS = ['text', 'json', 'csv', 'junit', 'sarif'] as const;

/** A value of `--format` of `verify`. */
export type VerificationFormat = (typeof VERIFICATION_FORMATS)[number];

/**
 * The formats by the endings of files; `.sarif.json` is the other ending that the SARIF standard recommends.
 */
const ENDINGS: Endings<VerificationFormat> = [
  [/\.sarif(\.json)?$/i, 'sarif', '.sarif'],
  [/\.json$/i, 'json', '.json'],
  [/\.csv$/i, 'csv', '.csv'],
  [/\.xml$/i, 'junit', '.xml'],
];

/**
 * The format of a file by its ending; text for standard output and a text. Throws `UsageError` as
 * `formatOfFile`.
 */
export function verificationFormatOf(file?: string): VerificationFormat {
  return formatOfFile(ENDINGS, file, 'text');
}
