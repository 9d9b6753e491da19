import { brotliCompressSync, constants } from 'node:zlib';

/**
 * The text that every function has in common: all bundles in one compressed archive, which share most of their code,
 * and a function that loads one of them. See docs/decisions/0010 for why they are compressed, and how to read them.
 */
export function archiveText(bundles: Readonly<Record<string, string>>): string {
  const json = Buffer.from(JSON.stringify(bundles));
  const archive = brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: json.length } });
  return [
    '// One Active Key. `npm run build` writes this code to dist/functions; docs/operations.md shows how to compare.',
    "'use strict';",
    "const { brotliDecompressSync } = require('node:zlib');",
    "const { compileFunction } = require('node:vm');",
    `const archive = '${archive.toString('base64')}';`,
    'const load = (name) => {',
    "  const code = JSON.parse(brotliDecompressSync(Buffer.from(archive, 'base64')))[name];",
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
