/** Runs the command `npm run --silent pack -- --account 123456789012`, which prints the conformance pack. */

import { packYaml } from './pack.ts';
import { parsePackArguments, USAGE } from './pack-arguments.ts';

const args = process.argv.slice(2);

try {
  if (args.includes('--help')) process.stderr.write(`${USAGE}\n`);
  else process.stdout.write(packYaml(parsePackArguments(args)));
} catch (error) {
  // Standard output is still empty here, so that a redirection never leaves a part of a pack in a file.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 2;
}
