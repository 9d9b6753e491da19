import type { Command } from 'commander';
import { PARAMETERS } from '../policy/parameters.ts';
import { EXEMPT_FOR_DAYS, SOAK_DAYS } from '../remediation/request.ts';
import type { CleanupOptions } from './commands/cleanup.ts';
import type { RemediateOptions } from './commands/remediate.ts';
import type { UndoOptions } from './commands/undo.ts';
import { EXAMPLES } from './examples.ts';
import type { SetExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { load } from './load.ts';
import { ledgerTable, withAccount, withBatch, withPolicy } from './options.ts';
import { addPauseCommands } from './pause-commands.ts';

const RECEIPTS = 'write the receipts to a new file, each as soon as its execution ends';

/** Adds the commands that start runbooks, and those that pause and resume. */
export function addActingCommands(program: Command, io: Io, setExitCode: SetExitCode): void {
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
  addPauseCommands(program, io, setExitCode);
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
