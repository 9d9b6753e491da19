/** The output formats of an inventory. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** The format of a file by its ending; a table for any other ending, and for standard output. */
export function formatOf(file: string | undefined): Format {
  const [, ending = ''] = /\.(json|csv|html?)$/i.exec(file ?? '') ?? [];
  switch (ending.toLowerCase()) {
    case 'json':
      return 'json';
    case 'csv':
      return 'csv';
    case 'html':
    case 'htm':
      return 'html';
    default:
      return 'table';
  }
}
