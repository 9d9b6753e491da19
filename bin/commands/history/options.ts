import { type Command, Option } from 'commander';
import { SOAK_DAYS } from '../../../remediation/request.ts';
import { READING_ROLE, withAccounts } from '../../accounts/options.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { ledgerTable, withAccount, withOutput } from '../../command-line/options.ts';
import { FORMATS } from '../../formats/names.ts';
import type { Io } from '../../terminal/io.ts';
import { ENDING_DAYS } from './ending-days.ts';
import type { HistoryOptions } from './show-history.ts';

const DESCRIPTION =
  'show what was done to keys, by whom, and which deactivated key was used since; changes nothing';

const FORMAT = 'the output format; default: by the ending of the file, otherwise a table';

const SOAK = 'the number of days for which a deactivated key soaks: the parameter SoakDays of the stack';

/** Adds the command `history`. */
export function addHistory(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = withAccounts(withAccount(program.command('history')), READING_ROLE)
    .description(DESCRIPTION)
    .addOption(new Option('--format <format>', FORMAT).choices([...FORMATS]))
    .addOption(ledgerTable())
    .option('--since <date>', 'leave out the runs before this date (UTC) or date-time; default: none')
    .option('--days <days>', ENDING_DAYS.description, String(ENDING_DAYS.default))
    .option('--soak-days <days>', SOAK, String(SOAK_DAYS.default))
    .addHelpText('after', EXAMPLES.history);
  withOutput(command).action(async (options: HistoryOptions) => {
    const { history } = await import('./show-history.ts');
    setExitCode(await history(options, io));
  });
}
