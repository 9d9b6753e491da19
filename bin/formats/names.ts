/** The output formats of an inventory. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];
