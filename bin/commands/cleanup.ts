import { SOAK_DAYS } from '../../remediation/request.ts';
import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { automationRoleArn } from '../../rule/names.ts';
import { readWholeNumber } from '../../rule/parameters.ts';
import { DAY } from '../../rule/policy/policy.ts';
import { type Account, openAccount, placeOf } from '../account.ts';
import { orUsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { count } from '../formats/words.ts';
import type { InventoryUser } from '../inventory/inventory.ts';
import type { Io } from '../io.ts';
import { policyOf } from '../policy.ts';
import { type ActOptions, act } from './act.ts';
import { lookAt } from './look.ts';
import { insistOnUsers, namesOf, usersNamed } from './users.ts';

/** What `cleanup` is asked. */
export interface CleanupOptions extends ActOptions {
  readonly all?: boolean;
  readonly soakDays: string;
}

/** Starts the runbook that deletes, for users by name or for all whose soak is over. */
export async function cleanup(names: readonly string[], options: CleanupOptions, io: Io): Promise<ExitCode> {
  insistOnUsers(names, options.all);
  const { soakDays: given } = options;
  const soakDays = orUsageError(() => readWholeNumber({ soakDays: given }, 'soakDays', SOAK_DAYS));
  const account = await openAccount(options, io);
  const users = options.all ? await soaked(account, soakDays, io) : await usersNamed(account.iam, names);
  const AutomationAssumeRole = automationRoleArn(await placeOf(account));
  const jobs = users.map(({ userName, userId }) => ({
    ...{ userName, userId },
    parameters: {
      ...{ AutomationAssumeRole, IAMUserId: userId },
      ...{ SoakDays: String(soakDays), DryRun: String(Boolean(options.dryRun)) },
    },
  }));
  const question = `Delete for good what was deactivated ${count(soakDays, 'day')} ago or longer, of ${namesOf(jobs)}?`;
  return act(account, { document: RUNBOOKS.delete.name, jobs, question }, options, io);
}

/** Those who are on record for long enough, shown first; the runbook decides whether a key of theirs may go. */
async function soaked(account: Account, soakDays: number, io: Io): Promise<InventoryUser[]> {
  const { users } = await lookAt(account, policyOf({}), io);
  const before = account.now().getTime() - soakDays * DAY;
  const isSoaked = (at: string | null) => at !== null && Date.parse(at) <= before;
  const found = users.filter(({ deactivations }) =>
    deactivations.some(({ deactivatedAt }) => isSoaked(deactivatedAt)),
  );
  for (const { userName, deactivations } of found) {
    for (const { accessKeyId, deactivatedAt } of deactivations) {
      io.out(`${userName}: ${accessKeyId}, deactivated ${deactivatedAt}\n`);
    }
  }
  return found;
}
