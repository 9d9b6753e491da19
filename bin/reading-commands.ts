import { type Command, Option } from 'commander';
import { READING_ROLE, withAccounts } from './accounts/options.ts';
import type { HistoryOptions } from './commands/history.ts';
import type { PreviewOptions } from './commands/preview.ts';
import type { VerifyOptions } from './commands/verify.ts';
import { withCompare } from './comparison/option.ts';
import { EXAMPLES } from './examples.ts';
import type { SetExitCode } from './exit-codes.ts';
import { addExplain } from './explain-command.ts';
import { PREVIEW_FORMATS } from './formats/names.ts';
import { VERIFICATION_FORMATS } from './formats/verification/names.ts';
import { addHistory } from './history/options.ts';
import type { Io } from './io.ts';
import { load } from './load.ts';
import {
  ledgerTable,
  tagColumn,
  withAccount,
  withAggregator,
  withAsDeployed,
  withOutput,
  withPolicy,
} from './options.ts';

const FORMAT = 'the output format; default: by the ending of the file, otherwise a table';

const VERIFY_FORMAT = 'the output format; default: by the ending of the file, otherwise text';

const WRITE_DECISIONS =
  'write a new .csv or .json file with a row for each NON_COMPLIANT user, in which people decide';

/** Adds the commands that only read. */
export function addReadingCommands(program: Command, io: Io, setExitCode: SetExitCode): void {
  const previewCommand = withAccount(program.command('preview'))
    .description('show the verdict and the plan for every user, as the rule decides; changes nothing')
    .addOption(new Option('--format <format>', FORMAT).choices([...PREVIEW_FORMATS]))
    .addOption(new Option('--only <users>', 'show only these users').choices(['non-compliant']))
    .addOption(ledgerTable())
    .addOption(tagColumn())
    .option('--decisions <file>', WRITE_DECISIONS)
    .addHelpText('after', EXAMPLES.preview);
  withOutput(previewCommand);
  withPolicy(withAsDeployed(withCompare(withAggregator(withAccounts(previewCommand, READING_ROLE))))).action(
    async (options: PreviewOptions) => setExitCode(await (await load.preview()).preview(options, io)),
  );
  addVerify(program, io, setExitCode);
  addHistory(program).action(async (options: HistoryOptions) =>
    setExitCode(await (await load.history()).history(options, io)),
  );
  addExplain(program, async (user, options) =>
    setExitCode(await (await load.explain()).explain(user, options, io)),
  );
}

function addVerify(program: Command, io: Io, setExitCode: SetExitCode): void {
  const verifyCommand = withAccount(program.command('verify'))
    .description('exit with 0 if every user complies, and with 3 if a user does not')
    .addOption(new Option('--format <format>', VERIFY_FORMAT).choices([...VERIFICATION_FORMATS]))
    .option('--decisions <file>', 'compare what is left with what people decided in this file, row by row')
    .addHelpText('after', EXAMPLES.verify);
  withOutput(verifyCommand);
  withPolicy(withAsDeployed(withAggregator(withAccounts(verifyCommand, READING_ROLE)))).action(
    async (options: VerifyOptions) => setExitCode(await (await load.verify()).verify(options, io)),
  );
}
