import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { type Account, findAutomationRole, openAccount } from '../account.ts';
import type { ExitCode } from '../exit-codes.ts';
import { toText } from '../formats/text.ts';
import type { Io } from '../io.ts';
import type { Job } from '../runbooks/executions.ts';
import { type ActOptions, act } from './act.ts';
import { type LookOptions, lookAt, onlyNonCompliant, policyOf } from './look.ts';
import { insistOnUsers, usersNamed } from './users.ts';

/** What `remediate` is asked. */
export interface RemediateOptions extends ActOptions, LookOptions {
  readonly all?: boolean;
}

/** Starts the runbook that deactivates, for users by name or for all whom it would do something for. */
export async function remediate(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  insistOnUsers(names, options.all);
  const parameters = parametersOf(options);
  const account = await openAccount(options, io);
  const users = options.all ? await previewed(account, options, io) : await usersNamed(account.iam, names);
  const AutomationAssumeRole = await findAutomationRole(account.iam);
  const jobs: Job[] = users.map(({ userName, userId }) => ({
    ...{ userName, userId },
    parameters: { AutomationAssumeRole, IAMUserId: userId, ...parameters },
  }));
  const question = `Deactivate the surplus access keys of ${jobs.length} users?`;
  return act(account, { document: RUNBOOKS.deactivate.name, jobs, question }, options, io);
}

/** All are never remediated unseen: the preview is shown first, whatever else is asked for. */
async function previewed(account: Account, options: RemediateOptions, io: Io) {
  const inventory = await lookAt(account, policyOf(options), io);
  io.out(toText(onlyNonCompliant(inventory), io.width));
  return inventory.users.filter(({ plan }) => plan?.action === 'deactivate');
}

/** As the runbook names them: in PascalCase. */
function parametersOf(options: RemediateOptions): Record<string, string> {
  const policy = policyOf(options);
  const entries = Object.entries(policy).map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    String(value),
  ]);
  return { ...Object.fromEntries(entries), DryRun: String(Boolean(options.dryRun)) };
}
