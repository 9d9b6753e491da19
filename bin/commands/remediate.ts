import { RUNBOOKS } from '../../remediation/runbooks.ts';
import { listUsers } from '../../rule/aws/iam.ts';
import { automationRoleArn } from '../../rule/names.ts';
import { openAccount, placeOf } from '../account.ts';
import type { ExitCode } from '../exit-codes.ts';
import { toText } from '../formats/text.ts';
import type { Inventory, InventoryUser } from '../inventory/inventory.ts';
import type { Io } from '../io.ts';
import { type PolicyOptions, policyAsDeployed, policyOf, toRunbookParameters, toWords } from '../policy.ts';
import { type ActOptions, act } from './act.ts';
import type { Step } from './acts-in-words.ts';
import { lookAt, onlyNonCompliant, shortcomings, shortOf } from './look.ts';
import { insistOnUsers, namesOf, usersNamed } from './users.ts';

/** What `remediate` is asked. */
export interface RemediateOptions extends ActOptions, PolicyOptions {
  readonly all?: boolean;
}

/**
 * Starts the runbook that deactivates, for users by name or for all whom it would do something for; shows first what would
 * become of them. It decides by the parameters of the deployed rule, as the button on the compliance dashboard does, where
 * none are given.
 */
export async function remediate(
  names: readonly string[],
  options: RemediateOptions,
  io: Io,
): Promise<ExitCode> {
  insistOnUsers(names, options.all);
  policyOf(options); // Wrong usage is said before anything is asked of AWS.
  const account = await openAccount(options, io);
  const listing = options.all ? undefined : await usersNamed(account.iam, names);
  const place = await placeOf(account);
  const policy = await policyAsDeployed(options, account, place);
  io.err(`Parameters: ${toWords(policy)}\n`);
  const inventory = await lookAt(account, policy, io, listing ?? listUsers(account.iam));
  io.out(toText(listing ? inventory : onlyNonCompliant(inventory), io.width));
  io.err(shortcomings(inventory));
  const common = {
    AutomationAssumeRole: automationRoleArn(place),
    ...toRunbookParameters(policy),
    DryRun: String(Boolean(options.dryRun)),
  };
  const jobs: Step[] = (listing ?? inventory.users.filter(hasSurplus)).map(({ userName, userId }) => ({
    ...{ userName, userId, ...shownOf(inventory, userId) },
    parameters: { ...common, IAMUserId: userId },
  }));
  const question = `Deactivate the surplus access keys of ${namesOf(jobs)}?`;
  return shortOf(
    inventory,
    await act(account, { document: RUNBOOKS.deactivate.name, jobs, question }, options, io),
  );
}

function hasSurplus({ plan }: InventoryUser): boolean {
  return plan?.action === 'deactivate';
}

/** The keys of a user that were shown to go; nothing where the user could not be read. */
function shownOf({ users }: Inventory, userId: string): Pick<Step, 'shownAccessKeyIds'> {
  const user = users.find((each) => each.userId === userId);
  if (!user) return {};
  return { shownAccessKeyIds: user.plan?.action === 'deactivate' ? user.plan.surplusAccessKeyIds : [] };
}
