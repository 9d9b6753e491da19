import { Command, CommanderError } from 'commander';
import { DeadlineError } from '../aws/errors.ts';
import { VERSION } from '../product/version.ts';
import { explain } from './account/aws-errors.ts';
import { commandText } from './command-line/command-text.ts';
import { refuseEmptyNames } from './command-line/empty-names.ts';
import { NoUsersError, UsageError } from './command-line/errors.ts';
import { EXIT, type ExitCode, type SetExitCode } from './command-line/exit-codes.ts';
import { refuseRepeated } from './command-line/given-once.ts';
import { addCleanup } from './commands/cleanup/options.ts';
import { addExplain } from './commands/explain/options.ts';
import { addHistory } from './commands/history/options.ts';
import { addPause } from './commands/pause/options.ts';
import { addPreview } from './commands/preview/options.ts';
import { addRemediate } from './commands/remediate/options.ts';
import { addUndo } from './commands/undo/options.ts';
import { addVerify } from './commands/verify/options.ts';
import { clean } from './formats/clean.ts';
import { withSandboxFile } from './sandbox/option.ts';
import type { Io } from './terminal/io.ts';

/** The commands in the order of the help: first those that only read. */
const COMMANDS = [addPreview, addVerify, addHistory, addExplain, addRemediate, addUndo, addCleanup, addPause];

/** Runs one command of the command line; never throws. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram({ ...io, command: commandText(args) }, (exitCode) => {
    code = exitCode;
  });
  try {
    await program.parseAsync(withSandboxFile(args), { from: 'user' });
    return code;
  } catch (error) {
    return endWith(error, io);
  }
}

/** Writes what an error means for the user, unless it has been written; returns the exit code. */
function endWith(error: unknown, io: Io): ExitCode {
  // Commander has already written its message; help and version end in this way, too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof NoUsersError) {
    io.out(`Nothing to do: ${error.message}\n`);
    return EXIT.ok;
  }
  if (error instanceof DeadlineError) {
    io.err('Interrupted.\n');
    return EXIT.interrupted;
  }
  const isUsage = error instanceof UsageError;
  io.err(isUsage ? `error: ${clean(error.message)}\n` : `${explain(error)}\n`);
  return isUsage ? EXIT.usage : EXIT.failed;
}

/** All commands with their options; parsing arguments with it runs a command. */
export function createProgram(io: Io, setExitCode: SetExitCode): Command {
  const program = new Command('one-active-key')
    .description('Every IAM user has at most one active access key: preview, verify, remediate and undo.')
    .version(VERSION)
    .showHelpAfterError('(one-active-key COMMAND --help describes a command)')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.width,
      // Arguments may come from a script, with the names of others.
      outputError: (text, write) => write(text.split('\n').map(clean).join('\n')),
    })
    .exitOverride();
  for (const add of COMMANDS) add(program, io, setExitCode);
  refuseRepeated(program.commands);
  refuseEmptyNames(program.commands);
  return program;
}
