import './quiet-sdk.ts';
import { playDemo } from './demo.ts';
import { createPage, wantsColours } from './page.ts';

const { stdout, env } = process;
const page = createPage({
  write: (text) => stdout.write(text),
  isColoured: wantsColours(Boolean(stdout.isTTY), env),
  width: Math.min(stdout.columns || 120, 160),
});

// The program that reads the output wants no more of it, as `head` after its last line.
stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

process.exitCode = (await playDemo(page)) ? 0 : 1;
