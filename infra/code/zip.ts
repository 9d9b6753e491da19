import { zipSync } from 'fflate';

/**
 * The permissions of a file that everybody may read (rw-r--r--), in the upper half of the attributes, for
 * Unix.
 */
const READABLE_FILE = { os: 3, attrs: 0o100644 << 16 };

/**
 * A zip file for Lambda, which contains the code of a function as `index.js`, as CloudFormation makes it of
 * inline code.
 */
export function zipOf(code: string): Uint8Array {
  // The earliest time that a zip file can hold, in the local time that zip files have: the same bytes in
  // every time zone.
  const mtime = new Date(1980, 0, 1);
  return zipSync({ 'index.js': [new TextEncoder().encode(code), { mtime, ...READABLE_FILE }] });
}
