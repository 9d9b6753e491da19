import { UsageError } from '../command-line/errors.ts';

/** The output formats of an inventory. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** A format in which an inventory is written as a whole. */
export type Format = (typeof FORMATS)[number];

/** The output formats of `preview`: also those in which tools of others take findings. */
export const PREVIEW_FORMATS = [...FORMATS, 'ocsf', 'asff'] as const;

/** A value of `--format` of `preview`. */
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

/** Endings of files, each with the format that it means, and as people write it. */
export type Endings<Name> = readonly (readonly [ending: RegExp, format: Name, written: string])[];

/** The format of the first ending that a file has; undefined if it has none of them. */
export function formatByEnding<Name>(endings: Endings<Name>, file: string): Name | undefined {
  return endings.find(([ending]) => ending.test(file))?.[1];
}

/**
 * The format of a file by its ending, and `text` for standard output and for a file without an ending or with
 * that of a text. Throws `UsageError` for any other ending, since a program would refuse the file, or a
 * person would take it for another one.
 */
export function formatOfFile<Name>(endings: Endings<Name>, file: string | undefined, text: Name): Name {
  if (file === undefined) return text;
  const format = formatByEnding(endings, file);
  if (format !== undefined) return format;
  const [, ending] = /[^/\\]\.([a-z][a-z0-9]{0,7})$/i.exec(file) ?? [];
  if (ending === undefined || TEXT_ENDINGS.test(ending)) return text;
  const known = endings.map(([, , names]) => names).join(', ');
  throw new UsageError(
    `--output ${file}: expected the ending ${known} or .txt, or the option --format; received .${ending}`,
  );
}

const TEXT_ENDINGS = /^(txt|text|log|out|md)$/i;

const ENDINGS: Endings<Format> = [
  [/\.json$/i, 'json', '.json'],
  [/\.csv$/i, 'csv', '.csv'],
  [/\.html?$/i, 'html', '.html'],
];

/** Both formats of findings are JSON, so that their endings begin with their names, as Prowler's do. */
const FINDING_ENDINGS: Endings<PreviewFormat> = [
  [/\.ocsf\.json$/i, 'ocsf', '.ocsf.json'],
  [/\.asff\.json$/i, 'asff', '.asff.json'],
];

/**
 * The format of a file by its ending, of those that most commands write; a table for standard output and a
 * text. Throws `UsageError` as `formatOfFile`.
 */
export function formatOf(file?: string): Format {
  return formatOfFile(ENDINGS, file, 'table');
}

/**
 * The format of a file of `preview` by its ending, which may also be that of findings for other tools; a
 * table for standard output and a text. Throws `UsageError` as `formatOfFile`.
 */
export function previewFormatOf(file?: string): PreviewFormat {
  return formatOfFile<PreviewFormat>([...FINDING_ENDINGS, ...ENDINGS], file, 'table');
}
