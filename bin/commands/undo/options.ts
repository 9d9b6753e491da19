import type { Command } from 'commander';
import { PARAMETERS } from '../../../policy/parameters.ts';
import { EXEMPT_FOR_DAYS } from '../../../remediation/request.ts';
import { EXAMPLES } from '../../command-line/examples.ts';
import type { SetExitCode } from '../../command-line/exit-codes.ts';
import { withAccount, withBatch } from '../../command-line/options.ts';
import type { Io } from '../../terminal/io.ts';
import type { UndoOptions } from './undo.ts';

const FORCE = 'also a key that One Active Key did not deactivate, or that somebody else has changed since';

/** Adds the command `undo`. */
export function addUndo(program: Command, io: Io, setExitCode: SetExitCode): void {
  withBatch(withAccount(program.command('undo [user] [access-key-id]')))
    .description('start the deployed runbook that sets a key to Active again and exempts its user')
    .option('--receipts <file>', 'reactivate all keys that an earlier remediate deactivated')
    .option('--force', FORCE)
    .option('--exempt-for-days <days>', EXEMPT_FOR_DAYS.description, String(EXEMPT_FOR_DAYS.default))
    .option('--exemption-max-days <days>', `${PARAMETERS.exemptionMaxDays.description}; default: the rule’s`)
    .addHelpText('after', EXAMPLES.undo)
    .action(async (user: string | undefined, key: string | undefined, options: UndoOptions) => {
      const { undo } = await import('./undo.ts');
      setExitCode(await undo([user, key], options, io));
    });
}
