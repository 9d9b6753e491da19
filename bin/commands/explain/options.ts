import { type Command, Option } from 'commander';
import { parseRegions } from '../../account/region-codes.ts';
import { READING_ROLE, withAccounts } from '../../accounts/options.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { withAccount, withAsDeployed, withOutput, withPolicy } from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import { EXPLANATION_FORMATS } from './formats/names.ts';
import type { ExplainOptions } from './show-explanation.ts';

const DESCRIPTION =
  'tell how the decision about a user came about, who uses its keys, and what to do; changes nothing';

const FORMAT = 'the output format; default: by the ending of the file, otherwise text';

const REGIONS =
  'ask only these Regions, with commas between them, about uses; default: those that the account has enabled';

/** Adds the command `explain`. */
export function addExplain(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = withAccounts(withAccount(program.command('explain <user>')), READING_ROLE)
    .description(DESCRIPTION)
    .addOption(new Option('--format <format>', FORMAT).choices([...EXPLANATION_FORMATS]))
    .addOption(new Option('--regions <codes>', REGIONS).argParser(parseRegions))
    .addHelpText('after', EXAMPLES.explain);
  withPolicy(withAsDeployed(withOutput(command))).action(async (user: string, options: ExplainOptions) => {
    const { showExplanation } = await import('./show-explanation.ts');
    setExitCode(await showExplanation(user, options, io));
  });
}
