import { type Command, Option } from 'commander';
import { withAccounts } from './accounts/options.ts';
import type { PauseOptions } from './commands/pause.ts';
import type { ResumeOptions } from './commands/resume.ts';
import { EXAMPLES } from './examples.ts';
import type { SetExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { load } from './load.ts';
import { withAccount } from './options.ts';
import { readReason } from './pause/reason.ts';

const REASON = 'why: one line of 1 to 256 characters; default: paused by the ARN of the caller';

/** Adds the commands that stop and start everything automatic. */
export function addPauseCommands(program: Command, io: Io, setExitCode: SetExitCode): void {
  withAccounts(withAccount(program.command('pause')))
    .description('stop everything automatic in the account at once; people can still act')
    .addOption(new Option('--reason <text>', REASON).argParser(readReason))
    .option('--status', 'show whether it is paused, since when, by whom and why; changes nothing')
    .addHelpText('after', EXAMPLES.pause)
    .action(async (options: PauseOptions) => setExitCode(await (await load.pause()).pause(options, io)));
  withAccounts(withAccount(program.command('resume')))
    .description('start everything automatic again that pause has stopped')
    .option('--yes', 'do not ask for confirmation; without --accounts, only a terminal is asked')
    .addHelpText('after', EXAMPLES.resume)
    .action(async (options: ResumeOptions) => setExitCode(await (await load.resume()).resume(options, io)));
}
