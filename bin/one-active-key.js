#!/usr/bin/env node
// npm installs this file as the command. A package has only the bundle. A checkout has the sources, too, and the bundle may be older
// than they are: then the sources run, by way of tsx, since Node.js 20 cannot run TypeScript by itself.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const ROOT = new URL('../', import.meta.url);
const BUNDLE = new URL('dist/command/', ROOT);

if (isOfTheseSources()) await import(new URL('one-active-key.mjs', BUNDLE));
else {
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  await main();
}

/** Whether the bundle was made from the sources that are here; true if there are none. */
function isOfTheseSources() {
  if (!existsSync(new URL('bin/main.ts', ROOT))) return true;
  try {
    const sources = JSON.parse(readFileSync(new URL('sources.json', BUNDLE), 'utf8'));
    return Object.entries(sources).every(([path, digest]) => digestOf(path) === digest);
  } catch {
    return false; // There is no bundle, or a source is gone.
  }
}

function digestOf(path) {
  return createHash('sha256')
    .update(readFileSync(new URL(path, ROOT)))
    .digest('hex');
}
