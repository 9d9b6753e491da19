import { type Deployment, deployFunctions, deployRunbooks } from '../../../demo/deployment.ts';
import { NAMES } from '../../../product/names.ts';
import { createSandboxAccount, type SandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';
import { readPayloadDirectly } from '../../../sandbox/automation/scripts/without-python.ts';
import { type Directory, directoryOf, type LoggedCall } from '../../support/authorizations.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { addUser, dashboard, evaluate } from '../../support/rule.ts';
import { DEACTIVATE, outputs, REACTIVATE, start } from '../../support/runbooks.ts';
import { NOW } from '../../support/users.ts';

/** The environments in which the product is run; aws-us-gov is absent, since the service model of EventBridge Scheduler accepts no ARN of this partition. */
export const ENVIRONMENTS = [
  { partition: 'aws', region: 'us-east-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
] as const;

/** The result of a run of the whole product in an account. */
export interface ProductRun {
  /** The calls of our functions, and the invocations with our roles. */
  readonly calls: readonly LoggedCall[];
  readonly directory: Directory;
  /** The outcomes of the runbooks, in order. */
  readonly outcomes: readonly (string | undefined)[];
  readonly dashboard: Readonly<Record<string, string>>;
  /** The number of evaluations that were postponed. */
  readonly postponed: number;
}

/** A user name of the maximum length, and one with every character that IAM allows besides letters and digits. */
export const UNUSUAL_NAMES = ['n'.repeat(64), 'a+b=c,d.e@f-g_h'] as const;

/** Runs every operation of the product: evaluate, deactivate, refuse, plan, undo, retire, evaluate again, delete. */
export async function runProduct(options: SandboxOptions = {}): Promise<ProductRun> {
  const account = createSandboxAccount({ startAt: NOW, ...options });
  const deployment = deployFunctions(account);
  account.configRules.put({
    configRuleName: `${NAMES.configRule}-conformance-pack-x`,
    sourceIdentifier: deployment.ruleFunctionArn,
  });
  addUsers(account);
  const directory = directoryOf(account);
  await evaluate(account);
  account.backdoor.deleteUser('gone');
  const { outcomes, invocations } = await runRunbooks(account, deployment);
  await account.configRules.runStarted();
  const postponed = await runReevaluations(account, deployment);
  const deletions = await runDeletions(account);
  const own = account.calls.filter(({ principal }) => principal.startsWith('one-active-key-'));
  return {
    calls: [...own, ...invocations, ...scheduledInvocations(account)],
    directory,
    postponed,
    outcomes: [...outcomes, ...deletions],
    dashboard: dashboard(account),
  };
}

function addUsers(account: SandboxAccount): void {
  const { backdoor } = account;
  const [longestName, nameWithSigns] = UNUSUAL_NAMES;
  addUser(account, 'alice', 2);
  addUser(account, 'one', 1);
  addUser(account, 'none', 0);
  addUser(account, 'gone', 2);
  addUser(account, 'kept', 2);
  backdoor.tagUser('kept', { 'one-active-key:keep': backdoor.keysOf('kept')[1]?.accessKeyId ?? '' });
  addUser(account, 'exempt', 2);
  backdoor.tagUser('exempt', { 'one-active-key:exempt-until': '2026-12-01', team: 'a' });
  addUser(account, 'refused', 2);
  backdoor.tagUser('refused', { 'one-active-key:keep': 'nonsense' });
  addUser(account, 'planned', 2);
  for (const [userName, path] of [
    [longestName, '/division_abc/subdivision_xyz/'],
    [nameWithSigns, "/~!#$%&'()+,-.:;<=>@[]^_{|}/"],
  ] as const) {
    backdoor.createUser({ userName, path });
    for (const days of [300, 200, 100]) {
      backdoor.createAccessKey(userName, { createdAt: new Date(NOW.getTime() - days * 86_400_000) });
    }
    useFirstKey(account, userName);
  }
}

function useFirstKey({ backdoor }: SandboxAccount, user: string): void {
  const at = new Date(NOW.getTime() - 3_600_000);
  backdoor.useKey(backdoor.keysOf(user)[0]?.accessKeyId ?? '', { at, service: 's3', region: 'us-east-1' });
}

async function runRunbooks(account: SandboxAccount, { automationRoleArn }: Deployment) {
  const invocations: LoggedCall[] = [];
  await deployRunbooks(account, {
    runScript: readPayloadDirectly,
    invokeFunction: (FunctionName, payload) => {
      invocations.push({
        service: 'lambda',
        operation: 'Invoke',
        principal: automationRoleArn,
        input: { FunctionName },
      });
      return account.functions.invoke(FunctionName, payload);
    },
  });
  const { ssm } = account.connect({ principal: 'operator' });
  const ids = new Map(account.backdoor.users().map(({ userName, userId }) => [userName, userId]));
  const run = async (document: string, user: string, parameters: Record<string, string> = {}) =>
    outputs(
      await start(ssm, document, {
        AutomationAssumeRole: automationRoleArn,
        IAMUserId: ids.get(user) ?? '',
        ...parameters,
      }),
    );
  const all = [await run(DEACTIVATE, 'planned', { DryRun: 'true' })];
  for (const user of ['alice', 'kept', 'exempt', 'refused', ...UNUSUAL_NAMES]) {
    all.push(await run(DEACTIVATE, user));
  }
  const AccessKeyId = all[1]?.['DeactivatedAccessKeyIds'] ?? '';
  all.push(await run(REACTIVATE, 'alice', { AccessKeyId }));
  return { outcomes: all.map(({ Outcome }) => Outcome), invocations };
}

/** Two changes a minute apart: the second evaluation is postponed until the first one has ended. */
async function runReevaluations(account: SandboxAccount, { lines }: Deployment): Promise<number> {
  const { functions, clock, scheduler, configRules } = account;
  for (const _ of ['first', 'second']) {
    clock.advance(60_000);
    await functions.invoke(NAMES.reevaluationFunction, iamEvent('CreateAccessKey'));
    clock.advance(60_000);
    await scheduler.fireDue();
  }
  await configRules.runStarted();
  clock.advance(60_000);
  await scheduler.fireDue();
  await configRules.runStarted();
  return lines.reevaluation.filter(({ postponed = [] }) => postponed.length > 0).length;
}

/** Starts the deletions after the soak of all deactivated keys is over. */
async function runDeletions({ clock, functions, calls }: SandboxAccount): Promise<string[]> {
  clock.advance(15 * 86_400_000);
  await functions.invoke(NAMES.remediationFunction, { operation: 'StartDeletions', soakDays: '14' });
  const isDeletion = ({ operation, outcome }: SandboxAccount['calls'][number]) =>
    operation === 'DeleteAccessKey' && outcome === 'ok';
  return calls.some(isDeletion) ? ['Deleted'] : [];
}

/** The invocations by EventBridge Scheduler, which invokes a schedule's function with the schedule's role. */
function scheduledInvocations({ calls }: SandboxAccount): LoggedCall[] {
  return calls
    .filter(({ operation, outcome }) => operation === 'CreateSchedule' && outcome === 'ok')
    .map(({ input }) => {
      const { Target } = input as { readonly Target: { readonly Arn: string; readonly RoleArn: string } };
      return {
        service: 'lambda',
        operation: 'Invoke',
        principal: Target.RoleArn,
        input: { FunctionName: Target.Arn },
      };
    });
}
