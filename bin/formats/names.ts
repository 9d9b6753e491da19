/** The output formats of an inventory. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** The output formats of `preview`: also those in which tools of others take findings. */
export const PREVIEW_FORMATS = [...FORMATS, 'ocsf', 'asff'] as const;

/** One of the formats of `preview`. */
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

/** Endings of files, each with the format that it means. */
export type Endings<Name> = readonly (readonly [RegExp, Name])[];

/** The format of the first ending that a file has; undefined if it has none of them. */
export function formatByEnding<Name>(endings: Endings<Name>, file: string): Name | undefined {
  return endings.find(([ending]) => ending.test(file))?.[1];
}

const ENDINGS: Endings<Format> = [
  [/\.json$/i, 'json'],
  [/\.csv$/i, 'csv'],
  [/\.html?$/i, 'html'],
];

/** Both formats of findings are JSON, so that their endings begin with their names, as Prowler's do. */
const FINDING_ENDINGS: Endings<PreviewFormat> = [
  [/\.ocsf\.json$/i, 'ocsf'],
  [/\.asff\.json$/i, 'asff'],
];

/** The format of a file by its ending; a table for any other ending, and for standard output. */
export function formatOf(file = ''): Format {
  return formatByEnding(ENDINGS, file) ?? 'table';
}

/** The format of a file of `preview` by its ending; a table for any other ending, and for standard output. */
export function previewFormatOf(file = ''): PreviewFormat {
  return formatByEnding(FINDING_ENDINGS, file) ?? formatOf(file);
}
