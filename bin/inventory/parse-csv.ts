/** A field, quoted or not, and what ends it (RFC 4180, section 2). */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

/**
 * The records of a CSV text (RFC 4180), each as its fields; a text that is no CSV ends at its first defect.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let fields: string[] = [];
  for (const [field, quoted, plain = '', end] of text.matchAll(FIELD)) {
    // After the last line end of a file comes an empty field, which is no record.
    if (field === '' && fields.length === 0) break;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(fields);
    fields = [];
    if (end === '') break;
  }
  return records;
}
