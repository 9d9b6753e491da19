import type { Command } from 'commander';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { withAccount, withBatch, withPolicy } from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import type { RemediateOptions } from './remediate.ts';

/** Adds the command `remediate`. */
export function addRemediate(program: Command, io: Io, setExitCode: SetExitCode): void {
  const command = withBatch(withAccount(program.command('remediate [users...]')))
    .description('start the deployed runbook that deactivates surplus keys, and wait for its end')
    .option('--all', 'remediate every user with surplus keys; shows these users first')
    .option('--decisions <file>', 'do what people decided in the file that preview --decisions wrote')
    .option('--dry-run', 'show what the runbook would do, and change nothing')
    .option('--receipts <file>', 'write the receipts to a new file, each as soon as its execution ends')
    .option('--force', 'overwrite the file of --receipts')
    .addHelpText('after', EXAMPLES.remediate);
  withPolicy(command, 'the rule’s').action(async (users: string[], options: RemediateOptions) => {
    const { remediate } = await import('./remediate.ts');
    setExitCode(await remediate(users, options, io));
  });
}
