import './quiet-sdk.ts';
import { playDemo } from './demo.ts';
import { createPage, wantsColours } from './page.ts';

const { stdout, env } = process;
const page = createPage({
  write: (text) => stdout.write(text),
  isColoured: wantsColours(Boolean(stdout.isTTY), env),
  width: Math.min(stdout.columns || 120, 160),
});

process.exitCode = (await playDemo(page)) ? 0 : 1;
