import type { Command } from 'commander';
import { SOAK_DAYS } from '../../../remediation/request.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { ledgerTable, withAccount, withBatch } from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import type { CleanupOptions } from './cleanup.ts';

/** Adds the command `cleanup`. */
export function addCleanup(program: Command, io: Io, setExitCode: SetExitCode): void {
  withBatch(withAccount(program.command('cleanup [users...]')))
    .description('start the deployed runbook that deletes keys after their soak (parameter Deletion)')
    .option('--all', 'clean up every user with a key whose soak is over; shows these keys first')
    .option('--decisions <file>', 'clean up the keys that went by this file of decisions')
    .option('--receipts <file>', 'clean up the keys that an earlier remediate deactivated')
    .option('--dry-run', 'show what the runbook would delete, and change nothing')
    .option('--output <file>', 'write the receipts to a new file, each as soon as its execution ends')
    .option('--force', 'overwrite the file of --output')
    .addOption(ledgerTable())
    .option('--soak-days <days>', SOAK_DAYS.description, String(SOAK_DAYS.default))
    .addHelpText('after', EXAMPLES.cleanup)
    .action(async (users: string[], options: CleanupOptions) => {
      const { cleanup } = await import('./cleanup.ts');
      setExitCode(await cleanup(users, options, io));
    });
}
