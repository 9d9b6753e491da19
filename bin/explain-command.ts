import { type Command, Option } from 'commander';
import { READING_ROLE, withAccounts } from './accounts/options.ts';
import type { ExplainOptions } from './commands/explain.ts';
import { readRegions } from './evidence/region-codes.ts';
import { EXAMPLES } from './examples.ts';
import { EXPLANATION_FORMATS } from './formats/explanation/names.ts';
import { withAccount, withAsDeployed, withOutput, withPolicy } from './options.ts';

const DESCRIPTION =
  'tell how the decision about a user came about, who uses its keys, and what to do; changes nothing';

const FORMAT = 'the output format; default: by the ending of the file, otherwise text';

const REGIONS =
  'ask only these Regions, with commas between them, about uses; default: those that the account has enabled';

/** Adds the command `explain`; `action` runs it. */
export function addExplain(
  program: Command,
  action: (user: string, options: ExplainOptions) => Promise<void>,
): void {
  const command = withAccounts(withAccount(program.command('explain <user>')), READING_ROLE)
    .description(DESCRIPTION)
    .addOption(new Option('--format <format>', FORMAT).choices([...EXPLANATION_FORMATS]))
    .addOption(new Option('--regions <codes>', REGIONS).argParser(readRegions))
    .addHelpText('after', EXAMPLES.explain);
  withPolicy(withAsDeployed(withOutput(command))).action(action);
}
