import { type Command, Option } from 'commander';
import { withAccounts } from '../../accounts/options.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { withAccount } from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import type { PauseOptions } from './pause.ts';
import { parseReason } from './reason.ts';
import type { ResumeOptions } from './resume.ts';
import { PAUSE_ROLE, RESUMING_ROLE } from './roles.ts';

const REASON = 'why: one line of 1 to 256 characters; default: paused by the ARN of the caller';

/** Adds the commands `pause` and `resume`, which stop and start everything automatic. */
export function addPause(program: Command, io: Io, setExitCode: SetExitCode): void {
  withAccounts(withAccount(program.command('pause')), PAUSE_ROLE)
    .description('stop everything automatic in the account at once; people can still act')
    .addOption(new Option('--reason <text>', REASON).argParser(parseReason))
    .option('--status', 'show whether it is paused, since when, by whom and why; changes nothing')
    .addHelpText('after', EXAMPLES.pause)
    .action(async (options: PauseOptions) => {
      const { pause } = await import('./pause.ts');
      setExitCode(await pause(options, io));
    });
  withAccounts(withAccount(program.command('resume')), RESUMING_ROLE)
    .description('start everything automatic again that pause has stopped')
    .option('--yes', 'do not ask for confirmation; without --accounts, only a terminal is asked')
    .addHelpText('after', EXAMPLES.resume)
    .action(async (options: ResumeOptions) => {
      const { resume } = await import('./resume.ts');
      setExitCode(await resume(options, io));
    });
}
