import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { automationRoleArn } from '../../rule/names.ts';
import type { Policy } from '../../rule/policy/policy.ts';
import { type Account, openAccount, placeOf } from '../account.ts';
import type { ExitCode } from '../exit-codes.ts';
import { toText } from '../formats/text.ts';
import type { Io } from '../io.ts';
import { type PolicyOptions, policyAsDeployed, policyOf, toRunbookParameters, toWords } from '../policy.ts';
import type { Job } from '../runbooks/executions.ts';
import { type ActOptions, act } from './act.ts';
import { lookAt, onlyNonCompliant } from './look.ts';
import { insistOnUsers, namesOf, usersNamed } from './users.ts';

/** What `remediate` is asked. */
export interface RemediateOptions extends ActOptions, PolicyOptions {
  readonly all?: boolean;
}

/**
 * Starts the runbook that deactivates, for users by name or for all whom it would do something for. It decides by the
 * parameters of the deployed rule, as the button on the compliance dashboard does, where none are given.
 */
export async function remediate(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  insistOnUsers(names, options.all);
  policyOf(options); // Wrong usage is said before anything is asked of AWS.
  const account = await openAccount(options, io);
  const place = await placeOf(account);
  const policy = await policyAsDeployed(options, account, place);
  io.err(`Parameters: ${toWords(policy)}\n`);
  const users = options.all ? await previewed(account, policy, io) : await looked(account, names, policy, io);
  const common = {
    AutomationAssumeRole: automationRoleArn(place),
    ...toRunbookParameters(policy),
    DryRun: String(Boolean(options.dryRun)),
  };
  const jobs: Job[] = users.map(({ userName, userId }) => ({
    ...{ userName, userId },
    parameters: { ...common, IAMUserId: userId },
  }));
  const question = `Deactivate the surplus access keys of ${namesOf(jobs)}?`;
  return act(account, { document: RUNBOOKS.deactivate.name, jobs, question }, options, io);
}

/** Users by name; whoever is asked whether to go on sees what would become of them. */
async function looked(account: Account, names: readonly string[], policy: Policy, io: Io) {
  const users = await usersNamed(account.iam, names);
  io.out(toText(await lookAt(account, policy, io, users), io.width));
  return users;
}

/** All are never remediated unseen: the preview is shown first, whatever else is asked for. */
async function previewed(account: Account, policy: Policy, io: Io) {
  const inventory = await lookAt(account, policy, io);
  io.out(toText(onlyNonCompliant(inventory), io.width));
  return inventory.users.filter(({ plan }) => plan?.action === 'deactivate');
}
