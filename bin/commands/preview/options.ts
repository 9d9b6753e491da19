import { type Command, Option } from 'commander';
import { READING_ROLE, withAccounts } from '../../accounts/options.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import {
  ledgerTable,
  tagColumn,
  withAccount,
  withAggregator,
  withAsDeployed,
  withOutput,
  withPolicy,
} from '../../command-line/options.ts';
import { withCompare } from '../../comparison/option.ts';
import { PREVIEW_FORMATS } from '../../formats/names.ts';
import type { Io } from '../../terminal/io.ts';
import type { PreviewOptions } from './preview.ts';

const FORMAT = 'the output format; default: by the ending of the file, otherwise a table';

const WRITE_DECISIONS =
  'write a new .csv or .json file with a row for each NON_COMPLIANT user, in which people decide';

/** Adds the command `preview`. */
export function addPreview(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = withAccount(program.command('preview'))
    .description('show the verdict and the plan for every user, as the rule decides; changes nothing')
    .addOption(new Option('--format <format>', FORMAT).choices([...PREVIEW_FORMATS]))
    .addOption(new Option('--only <users>', 'show only these users').choices(['non-compliant']))
    .addOption(ledgerTable())
    .addOption(tagColumn())
    .option('--decisions <file>', WRITE_DECISIONS)
    .addHelpText('after', EXAMPLES.preview);
  withOutput(command);
  withPolicy(withAsDeployed(withCompare(withAggregator(withAccounts(command, READING_ROLE))))).action(
    async (options: PreviewOptions) => {
      const { preview } = await import('./preview.ts');
      setExitCode(await preview(options, io));
    },
  );
}
