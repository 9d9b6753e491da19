import { brotliCompressSync, constants } from 'node:zlib';
import { toBase91 } from './base91.ts';

/** Separates names and bundles, which never contain it; JSON would make the bundles larger. */
const SEPARATOR = '\0';

/**
 * The text that all functions have in common: one compressed archive of all bundles, which share most of their code,
 * and a function that loads one of them. docs/decisions/0010 gives the reason for the compression and says how to read
 * the archive.
 */
export function archiveText(bundles: Readonly<Record<string, string>>): string {
  const text = Buffer.from(Object.entries(bundles).flat().join(SEPARATOR));
  const archive = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  return [
    '// One Active Key. `npm run build` writes this code to dist/functions; docs/operations.md shows how to compare.',
    "'use strict';",
    "const { brotliDecompressSync } = require('node:zlib');",
    "const { compileFunction } = require('node:vm');",
    `const archive = '${toBase91(archive)}';`,
    '// Two characters are 13 bits, the lowest first: ! to ~ without quotes and the backslash, in base 91.',
    'const digit = (code) => code - 33 - (code > 34) - (code > 39) - (code > 92);',
    'const bytes = [];',
    'for (let at = 0, bits = 0, held = 0; at < archive.length; at += 2) {',
    '  bits |= (digit(archive.charCodeAt(at)) * 91 + digit(archive.charCodeAt(at + 1))) << held;',
    '  for (held += 13; held > 7; held -= 8, bits >>= 8) bytes.push(bits & 255);',
    '}',
    'const load = (name) => {',
    `  const parts = brotliDecompressSync(Buffer.from(bytes.slice(0, ${archive.length}))).toString().split('\\0');`,
    '  const code = parts[parts.indexOf(name) + 1];',
    '  // As Node.js loads a CommonJS file; the name is for stack traces.',
    "  const run = compileFunction(code, ['exports', 'require', 'module'], { filename: `${name}.js` });",
    '  run(exports, require, module);',
    '};',
    '',
  ].join('\n');
}

/** The line that loads the code of one function. */
export function loadingLine(functionName: string): string {
  return `load('${functionName}');\n`;
}
