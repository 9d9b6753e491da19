import { brotliCompressSync, constants } from 'node:zlib';
import { toBase85 } from './base85.ts';

/** Between names and bundles, which never hold it; as JSON the bundles would be larger. */
const SEPARATOR = '\0';

/**
 * The text that every function has in common: all bundles in one compressed archive, which share most of their code,
 * and a function that loads one of them. See docs/decisions/0010 for why they are compressed, and how to read them.
 */
export function archiveText(bundles: Readonly<Record<string, string>>): string {
  const text = Buffer.from(Object.entries(bundles).flat().join(SEPARATOR));
  const archive = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  return [
    '// One Active Key. `npm run build` writes this code to dist/functions; docs/operations.md shows how to compare.',
    "'use strict';",
    "const { brotliDecompressSync } = require('node:zlib');",
    "const { compileFunction } = require('node:vm');",
    `const archive = '${toBase85(archive)}';`,
    '// Five characters are four bytes: # to y without the apostrophe and the backslash, in base 85.',
    'const digit = (code) => code - 35 - (code > 39) - (code > 92);',
    'const bytes = Buffer.alloc((archive.length / 5) * 4);',
    'for (let at = 0; at < archive.length; at += 5) {',
    '  let sum = 0;',
    '  for (let i = at; i < at + 5; i += 1) sum = sum * 85 + digit(archive.charCodeAt(i));',
    '  bytes.writeUInt32BE(sum, (at / 5) * 4);',
    '}',
    'const load = (name) => {',
    `  const parts = brotliDecompressSync(bytes.subarray(0, ${archive.length})).toString().split('\\0');`,
    '  const code = parts[parts.indexOf(name) + 1];',
    '  // As Node.js loads a CommonJS file; the name is for stack traces.',
    "  const run = compileFunction(code, ['exports', 'require', 'module'], { filename: `${name}.js` });",
    '  run(exports, require, module);',
    '};',
    '',
  ].join('\n');
}

/** The line with which a function loads its own code. */
export function loadingLine(functionName: string): string {
  return `load('${functionName}');\n`;
}
