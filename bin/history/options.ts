import { type Command, Option } from 'commander';
import type { WholeNumber } from '../../policy/parameters.ts';
import { SOAK_DAYS } from '../../remediation/request.ts';
import { READING_ROLE, withAccounts } from '../accounts/options.ts';
import { EXAMPLES } from '../examples.ts';
import { FORMATS } from '../formats/names.ts';
import { ledgerTable, withAccount, withOutput } from '../options.ts';

/** How many days ahead an exemption ends soon. */
export const ENDING_DAYS = {
  min: 1,
  max: 365,
  default: 30,
  description: 'show the exemptions that end within this number of days',
} as const satisfies WholeNumber;

const DESCRIPTION =
  'show what was done to keys, by whom, and which deactivated key was used since; changes nothing';

const FORMAT = 'the output format; default: by the ending of the file, otherwise a table';

const SOAK = 'the number of days for which a deactivated key soaks: the parameter SoakDays of the stack';

/** Adds the command `history` with its options, without its action. */
export function addHistory(program: Command): Command {
  const command = withAccounts(withAccount(program.command('history')), READING_ROLE)
    .description(DESCRIPTION)
    .addOption(new Option('--format <format>', FORMAT).choices([...FORMATS]))
    .addOption(ledgerTable())
    .option('--since <date>', 'leave out the runs before this date (UTC) or date-time; default: none')
    .option('--days <days>', ENDING_DAYS.description, String(ENDING_DAYS.default))
    .option('--soak-days <days>', SOAK, String(SOAK_DAYS.default))
    .addHelpText('after', EXAMPLES.history);
  return withOutput(command);
}
