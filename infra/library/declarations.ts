import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTemporaryFolder } from '../templates/synthesize.ts';

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const CONFIG = fileURLToPath(new URL('tsconfig.json', import.meta.url));

/** The file of the declarations that all others belong to. */
const ENTRY = 'infra/library/index.d.ts';

/**
 * The declarations of the construct library by file, `index.d.ts` and those to which it refers, all for one
 * folder. Throws what TypeScript says if it finds an error.
 */
export function declarations(): Readonly<Record<string, string>> {
  return withTemporaryFolder((folder) => {
    execFileSync(process.execPath, [TSC, '-p', CONFIG, '--outDir', folder], { stdio: 'pipe' });
    const reached = new Map<string, string>();
    const reach = (file: string): void => {
      if (reached.has(file)) return;
      const text = readFileSync(join(folder, file), 'utf8');
      reached.set(file, text.replaceAll(/'(\.\.?\/[^']+)\.ts'/g, "'$1.js'"));
      for (const [, path = ''] of text.matchAll(/from '(\.\.?\/[^']+)\.ts'/g)) {
        reach(`${posix.join(posix.dirname(file), path)}.d.ts`);
      }
    };
    reach(ENTRY);
    return Object.fromEntries([...reached].map(([file, text]) => [besideEntry(file), text]));
  });
}

/**
 * The path of a file in the folder of the entry; throws for a file elsewhere, which no user of the library
 * shall see.
 */
function besideEntry(file: string): string {
  const path = relative(dirname(ENTRY), file).replaceAll(sep, '/');
  if (!path.startsWith('..')) return path;
  throw new Error(`Expected the declarations to refer to files of infra/library only; received ${file}`);
}
