import { Command, CommanderError, Option } from 'commander';
import { PARAMETERS } from '../policy/parameters.ts';
import { VERSION } from '../product/version.ts';
import { EXEMPT_FOR_DAYS, SOAK_DAYS } from '../remediation/request.ts';
import { explain } from './aws-errors.ts';
import { type CleanupOptions, cleanup } from './commands/cleanup.ts';
import { type PreviewOptions, preview } from './commands/preview.ts';
import { type RemediateOptions, remediate } from './commands/remediate.ts';
import { readConcurrency } from './commands/run-batch.ts';
import { type UndoOptions, undo } from './commands/undo.ts';
import { verify } from './commands/verify.ts';
import { NoUsersError, UsageError } from './errors.ts';
import { EXAMPLES } from './examples.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { FORMATS } from './formats/format.ts';
import type { Io } from './io.ts';
import { optionName } from './policy.ts';

/** Runs one command of the command line; never throws. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has already written its message; help and version end in this way, too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof NoUsersError) {
      io.out(`Nothing to do: ${error.message}\n`);
      return EXIT.ok;
    }
    const isUsage = error instanceof UsageError;
    io.err(isUsage ? `error: ${error.message}\n` : `${explain(error)}\n`);
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

function createProgram(io: Io, end: (code: ExitCode) => void): Command {
  const program = new Command('one-active-key')
    .description('Every IAM user has at most one active access key: preview, verify, remediate and undo.')
    .version(VERSION)
    .showHelpAfterError('(one-active-key COMMAND --help says more)')
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.width })
    .exitOverride();
  addLooks(program, io, end);
  addActs(program, io, end);
  return program;
}

type End = (code: ExitCode) => void;

function addLooks(program: Command, io: Io, end: End): void {
  const previewed = withAccount(program.command('preview'))
    .description(
      'show the verdict and the plan for every user, as the rule decides; reads, and changes nothing',
    )
    .addOption(new Option('--format <format>', 'how to write it').choices([...FORMATS]).default('table'))
    .addOption(new Option('--only <users>', 'show only these users').choices(['non-compliant']))
    .option('--output <file>', 'write to a file')
    .addHelpText('after', EXAMPLES.preview);
  withPolicy(withAsDeployed(previewed)).action(async (options: PreviewOptions) =>
    end(await preview(options, io)),
  );
  const verified = withAccount(program.command('verify'))
    .description('exit with 0 if every user complies, and with 3 if a user does not')
    .addHelpText('after', EXAMPLES.verify);
  withPolicy(withAsDeployed(verified)).action(async (options) => end(await verify(options, io)));
}

function addActs(program: Command, io: Io, end: End): void {
  const remediated = withActs(withAccount(program.command('remediate [users...]')))
    .description('start the deployed runbook that deactivates surplus keys, and follow it')
    .option('--all', 'every user with surplus keys; shows them first')
    .option('--dry-run', 'only say what the runbook would do')
    .option('--receipts <file>', 'write the receipts to a new file, which undo takes')
    .addHelpText('after', EXAMPLES.remediate);
  withPolicy(remediated, 'the rule’s').action(async (users: string[], options: RemediateOptions) =>
    end(await remediate(users, options, io)),
  );
  withActs(withAccount(program.command('undo [user] [access-key-id]')))
    .description('start the runbook that sets a key to Active again, and exempts its user')
    .option('--receipts <file>', 'all keys that an earlier remediate deactivated')
    .option('--exempt-for-days <days>', EXEMPT_FOR_DAYS.description, String(EXEMPT_FOR_DAYS.default))
    .option('--exemption-max-days <days>', `${PARAMETERS.exemptionMaxDays.description}; default: the rule’s`)
    .addHelpText('after', EXAMPLES.undo)
    .action(async (user: string | undefined, key: string | undefined, options: UndoOptions) =>
      end(await undo([user, key], options, io)),
    );
  withActs(withAccount(program.command('cleanup [users...]')))
    .description('start the deployed runbook that deletes keys after their soak (OneActiveKeyDeletion)')
    .option('--all', 'every user whose soak is over; shows them first')
    .option('--dry-run', 'only say what the runbook would delete')
    .option('--soak-days <days>', SOAK_DAYS.description, String(SOAK_DAYS.default))
    .addHelpText('after', EXAMPLES.cleanup)
    .action(async (users: string[], options: CleanupOptions) => end(await cleanup(users, options, io)));
}

function withAccount(command: Command): Command {
  return command
    .option('--sandbox', 'use an account in memory, without AWS')
    .option('--profile <name>', 'the profile in ~/.aws/config')
    .option('--region <code>', 'the Region of the stack, if the SDK does not know it')
    .exitOverride();
}

function withAsDeployed(command: Command): Command {
  return command.option('--as-deployed', 'use the parameters of the deployed rule, unless they are given');
}

/** The four parameters of the policy; by default, commands that change something use those of the deployed rule. */
function withPolicy(command: Command, otherwise?: string): Command {
  for (const [name, { description, default: byDefault }] of Object.entries(PARAMETERS)) {
    command.option(`${optionName(name)} <value>`, `${description}; default: ${otherwise ?? byDefault}`);
  }
  return command;
}

function withActs(command: Command): Command {
  return command
    .option('--yes', 'do not ask for confirmation')
    .addOption(
      new Option(
        '--concurrency <number>',
        'how many executions run at once, 1-50; at most one starts each second',
      )
        .default(5)
        .argParser(readConcurrency),
    );
}
