import { accessKeyId } from '../../../policy/identifiers.ts';
import { isUndoCommand } from '../../../policy/undo-command.ts';
import { NAMES } from '../../../product/names.ts';
import { automationRoleArn, rolePathProblem } from '../../../product/role-path.ts';
import type { KeptRun } from './parse-receipt.ts';
import type { UnreadPart } from './unread-part.ts';

/** Runs whose undo is our command, or empty. */
export interface CheckedUndos {
  readonly runs: readonly KeptRun[];
  /** A part for each text that was left out. */
  readonly leftOut: readonly UnreadPart[];
}

/**
 * Leaves out each undo that is not, character for character, the command of ours that gives back the keys of
 * its deactivation in the Region of the ledger: whoever can write a receipt would have people run that text.
 */
export function checkUndos(runs: readonly KeptRun[], region: string): CheckedUndos {
  const foreign = new Set(runs.filter((run) => run.undo !== '' && !isOurs(run, region)));
  return {
    runs: runs.map((run) => (foreign.has(run) ? { ...run, undo: '' } : run)),
    leftOut: [...foreign].map((run) => leftOut(run, region)),
  };
}

function isOurs({ undo, outcome, accountId, userId, accessKeyIds }: KeptRun, region: string): boolean {
  const [, partition = '', path = ''] = ROLE.exec(undo) ?? [];
  if (outcome !== 'Deactivated' || rolePathProblem(path) !== undefined) return false;
  const roleArn = automationRoleArn({ partition, accountId }, path);
  return isUndoCommand(undo, { region, roleArn, userId, keys: accessKeyIds.map(accessKeyId) });
}

/**
 * The ledger does not have the path of the roles, so any that can be deployed is taken: `iam:PassRole`
 * decides who may use such a role.
 */
const ROLE = new RegExp(`"arn:(aws[a-z-]*):iam::\\d{12}:role(/[^"]*)${NAMES.automationRole}"`);

function leftOut({ userId, at, execution }: KeptRun, region: string): UnreadPart {
  const by = execution === '' ? 'without an execution' : `execution ${execution}`;
  const receipt = `the receipt of the user ${userId} of ${at.toISOString()}, ${by}`;
  return {
    what: 'undo',
    which: userId,
    reason:
      `${receipt}: expected our command for the keys of the receipt in ${region}; ` +
      'its undo is another text, which is not shown: whoever can write the ledger may have put it there',
  };
}
