/** The command `npm run --silent pack -- --account 123456789012`: prints the conformance pack, ready to use. */

import { packYaml } from './pack.ts';
import { readPackArguments, USAGE } from './pack-arguments.ts';

try {
  process.stdout.write(packYaml(readPackArguments(process.argv.slice(2))));
} catch (error) {
  // Nothing is on standard output by now, so that a redirection leaves an empty file and no half a pack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 2;
}
