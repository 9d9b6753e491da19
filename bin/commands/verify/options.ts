import { type Command, Option } from 'commander';
import { READING_ROLE, withAccounts } from '../../accounts/options.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import {
  withAccount,
  withAggregator,
  withAsDeployed,
  withOutput,
  withPolicy,
} from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import { VERIFICATION_FORMATS } from './formats/names.ts';
import type { VerifyOptions } from './verify.ts';

const FORMAT = 'the output format; default: by the ending of the file, otherwise text';

const DECISIONS = 'compare what is left with what people decided in this file, row by row';

/** Adds the command `verify`. */
export function addVerify(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = withAccount(program.command('verify'))
    .description('exit with 0 if every user complies, and with 3 if a user does not')
    .addOption(new Option('--format <format>', FORMAT).choices([...VERIFICATION_FORMATS]))
    .option('--decisions <file>', DECISIONS)
    .addHelpText('after', EXAMPLES.verify);
  withOutput(command);
  withPolicy(withAsDeployed(withAggregator(withAccounts(command, READING_ROLE)))).action(
    async (options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      setExitCode(await verify(options, io));
    },
  );
}
