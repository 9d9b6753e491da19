import { Command, CommanderError, Option } from 'commander';
import { DeadlineError } from '../aws/errors.ts';
import { PARAMETERS } from '../policy/parameters.ts';
import { VERSION } from '../product/version.ts';
import { EXEMPT_FOR_DAYS, SOAK_DAYS } from '../remediation/request.ts';
import { READING_ROLE, withAccounts } from './accounts/options.ts';
import { explain } from './aws-errors.ts';
import { commandText } from './command-text.ts';
import type { CleanupOptions } from './commands/cleanup.ts';
import type { HistoryOptions } from './commands/history.ts';
import type { PreviewOptions } from './commands/preview.ts';
import type { RemediateOptions } from './commands/remediate.ts';
import type { UndoOptions } from './commands/undo.ts';
import type { VerifyOptions } from './commands/verify.ts';
import { withCompare } from './comparison/option.ts';
import { NoUsersError, UsageError } from './errors.ts';
import { EXAMPLES } from './examples.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { addExplain } from './explain-command.ts';
import { clean } from './formats/clean.ts';
import { FORMATS } from './formats/names.ts';
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
  withBatch,
  withOutput,
  withPolicy,
} from './options.ts';
import { withSandboxFile } from './sandbox-option.ts';

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

/** Receives the exit code of the command that ran. */
type SetExitCode = (code: ExitCode) => void;

function createProgram(io: Io, setExitCode: SetExitCode): Command {
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
  addReadCommands(program, io, setExitCode);
  addExplain(program, async (user, options) =>
    setExitCode(await (await load.explain()).explain(user, options, io)),
  );
  addRunbookCommands(program, io, setExitCode);
  return program;
}

const FORMAT = 'the output format; default: by the ending of the file, otherwise a table';

const VERIFY_FORMAT = 'the output format; default: by the ending of the file, otherwise text';

const WRITE_DECISIONS =
  'write a new .csv or .json file with a row for each NON_COMPLIANT user, in which people decide';

/** Commands that only read. */
function addReadCommands(program: Command, io: Io, setExitCode: SetExitCode): void {
  const previewCommand = withAccount(program.command('preview'))
    .description('show the verdict and the plan for every user, as the rule decides; changes nothing')
    .addOption(new Option('--format <format>', FORMAT).choices([...FORMATS]))
    .addOption(new Option('--only <users>', 'show only these users').choices(['non-compliant']))
    .addOption(ledgerTable())
    .addOption(tagColumn())
    .option('--decisions <file>', WRITE_DECISIONS)
    .addHelpText('after', EXAMPLES.preview);
  withOutput(previewCommand);
  withPolicy(withAsDeployed(withCompare(withAggregator(withAccounts(previewCommand, READING_ROLE))))).action(
    async (options: PreviewOptions) => setExitCode(await (await load.preview()).preview(options, io)),
  );
  const verifyCommand = withAccount(program.command('verify'))
    .description('exit with 0 if every user complies, and with 3 if a user does not')
    .addOption(new Option('--format <format>', VERIFY_FORMAT).choices([...VERIFICATION_FORMATS]))
    .option('--decisions <file>', 'compare what is left with what people decided in this file, row by row')
    .addHelpText('after', EXAMPLES.verify);
  withOutput(verifyCommand);
  withPolicy(withAsDeployed(withAggregator(withAccounts(verifyCommand, READING_ROLE)))).action(
    async (options: VerifyOptions) => setExitCode(await (await load.verify()).verify(options, io)),
  );
  addHistory(program).action(async (options: HistoryOptions) =>
    setExitCode(await (await load.history()).history(options, io)),
  );
}

const RECEIPTS = 'write the receipts to a new file, each as soon as its execution ends';

/** Commands that start runbooks. */
function addRunbookCommands(program: Command, io: Io, setExitCode: SetExitCode): void {
  const remediateCommand = withBatch(withAccount(program.command('remediate [users...]')))
    .description('start the deployed runbook that deactivates surplus keys, and wait for its end')
    .option('--all', 'remediate every user with surplus keys; shows these users first')
    .option('--decisions <file>', 'do what people decided in the file that preview --decisions wrote')
    .option('--dry-run', 'show what the runbook would do, and change nothing')
    .option('--receipts <file>', RECEIPTS)
    .option('--force', 'overwrite the file of --receipts')
    .addHelpText('after', EXAMPLES.remediate);
  withPolicy(remediateCommand, 'the rule’s').action(async (users: string[], options: RemediateOptions) =>
    setExitCode(await (await load.remediate()).remediate(users, options, io)),
  );
  addUndo(program, io, setExitCode);
  addCleanup(program, io, setExitCode);
}

const FORCE = 'also a key that One Active Key did not deactivate, or that somebody else has changed since';

function addUndo(program: Command, io: Io, setExitCode: SetExitCode): void {
  withBatch(withAccount(program.command('undo [user] [access-key-id]')))
    .description('start the deployed runbook that sets a key to Active again and exempts its user')
    .option('--receipts <file>', 'reactivate all keys that an earlier remediate deactivated')
    .option('--force', FORCE)
    .option('--exempt-for-days <days>', EXEMPT_FOR_DAYS.description, String(EXEMPT_FOR_DAYS.default))
    .option('--exemption-max-days <days>', `${PARAMETERS.exemptionMaxDays.description}; default: the rule’s`)
    .addHelpText('after', EXAMPLES.undo)
    .action(async (user: string | undefined, key: string | undefined, options: UndoOptions) =>
      setExitCode(await (await load.undo()).undo([user, key], options, io)),
    );
}

function addCleanup(program: Command, io: Io, setExitCode: SetExitCode): void {
  withBatch(withAccount(program.command('cleanup [users...]')))
    .description('start the deployed runbook that deletes keys after their soak (parameter Deletion)')
    .option('--all', 'clean up every user with a key whose soak is over; shows these keys first')
    .option('--decisions <file>', 'clean up the keys that went by this file of decisions')
    .option('--receipts <file>', 'clean up the keys that an earlier remediate deactivated')
    .option('--dry-run', 'show what the runbook would delete, and change nothing')
    .option('--output <file>', RECEIPTS)
    .option('--force', 'overwrite the file of --output')
    .addOption(ledgerTable())
    .option('--soak-days <days>', SOAK_DAYS.description, String(SOAK_DAYS.default))
    .addHelpText('after', EXAMPLES.cleanup)
    .action(async (users: string[], options: CleanupOptions) =>
      setExitCode(await (await load.cleanup()).cleanup(users, options, io)),
    );
}
