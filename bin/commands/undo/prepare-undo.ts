import { RUNBOOKS } from '../../../product/runbooks.ts';
import { type Identity, readIdentity } from '../../account/identity.ts';
import { describeKeys, describeUsers } from '../../account/users.ts';
import type { EnteredAccount } from '../../accounts/in-each-account.ts';
import { clean } from '../../formats/clean.ts';
import { count } from '../../formats/words.ts';
import type { AccountBatch } from '../../runbooks/batch.ts';
import { describeExecution } from '../../runbooks/batch-report.ts';
import type { KeysToReactivate } from '../../runbooks/keys-to-reactivate.ts';
import type { Io } from '../../terminal/io.ts';
import { type CommonOptions, readCommonParameters } from './common-parameters.ts';

/** The keys to reactivate in an account, and the executions whose effect nobody knows. */
export interface PlannedAccount extends AccountBatch {
  readonly unknown: KeysToReactivate['unknown'];
}

/** What the undo of an account needs to know. */
export interface PrepareUndoOptions extends CommonOptions {
  /** For how many days the users are exempted. */
  readonly days: number;
  /** Also reactivates keys that One Active Key is not proven to have deactivated. */
  readonly force?: boolean;
  readonly keysOf: (entered: EnteredAccount, identity: Identity) => Promise<KeysToReactivate>;
}

/** Reads the keys to reactivate in an account, shows them, and says what is to be started for them. */
export async function prepareUndo(
  entered: EnteredAccount,
  options: PrepareUndoOptions,
): Promise<PlannedAccount> {
  const { account, io } = entered;
  const { days, keysOf, force = false } = options;
  const identity = await readIdentity(account);
  const { keys, unknown } = await keysOf(entered, identity);
  const common = {
    ExemptForDays: String(days),
    // The runbooks of version 0.1 do not have this parameter.
    ...(force ? { Force: 'true' } : {}),
    ...(await readCommonParameters({ account, io }, identity, options)),
  };
  const requests = keys.map(({ userId, accessKeyId, ...user }) => ({
    ...user,
    userId,
    parameters: { ...common, IAMUserId: userId, AccessKeyId: accessKeyId },
  }));
  showKeys({ keys, unknown }, io);
  const question = questionAbout(keys, { days, force });
  return {
    account,
    io,
    unknown,
    batch: { document: RUNBOOKS.reactivate.name, requests, question, identity },
  };
}

function questionAbout(
  keys: KeysToReactivate['keys'],
  { days, force }: { readonly days: number; readonly force: boolean },
): string {
  const whoever = force ? `, whoever deactivated ${keys.length === 1 ? 'it' : 'them'}` : '';
  return (
    `Set ${describeKeys(keys.map(({ accessKeyId }) => accessKeyId))} of ${describeUsers(keys)} to Active${whoever}, ` +
    `and exempt the users for ${count(days, 'day')}?`
  );
}

function showKeys({ keys, unknown }: KeysToReactivate, io: Io): void {
  for (const key of keys) io.out(`${clean(`${key.userName}: ${key.accessKeyId}`)}\n`);
  for (const execution of unknown)
    io.err(`Not undone, because the effect of this execution is unknown: ${describeExecution(execution)}\n`);
}
