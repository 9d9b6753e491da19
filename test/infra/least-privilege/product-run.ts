import { type Deployment, deployFunctions, deployRunbooks } from '../../../demo/deployment.ts';
import { deliverEvents, subscribeToEvents } from '../../../demo/events.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import { createSandboxAccount, type SandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';
import { readPayloadDirectly } from '../../../sandbox/automation/scripts/without-python.ts';
import type { LoggedCall } from '../../support/authorizations.ts';
import { type Directory, directoryOf } from '../../support/directory.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { dashboard, evaluate } from '../../support/rule.ts';
import { DEACTIVATE, outputs, REACTIVATE, start } from '../../support/runbooks.ts';
import { exemptUntil, NOW } from '../../support/users.ts';
import { evaluateAllButOne, sweepForAnyone } from './product-sweeps.ts';
import { addUsers, UNUSUAL_NAMES } from './product-users.ts';

/**
 * The environments in which the product is run; aws-us-gov is absent, since the service model of EventBridge
 * Scheduler accepts no ARN of this partition.
 */
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

/**
 * Runs every operation of the product: evaluate, deactivate, refuse, plan, undo, retire, evaluate again,
 * delete, give notice.
 */
export async function runProduct(options: SandboxOptions = {}): Promise<ProductRun> {
  const account = createSandboxAccount({ startAt: NOW, ...options });
  const deployment = deployFunctions(account, { telling: { noticeDays: 1, hasTopic: true } });
  account.configRules.put({
    configRuleName: `${NAMES.configRule}-conformance-pack-x`,
    sourceIdentifier: deployment.ruleFunctionArn,
  });
  addUsers(account);
  subscribeToEvents(account);
  const directory = directoryOf(account);
  await evaluateAllButOne(account);
  await evaluate(account);
  account.backdoor.deleteUser('gone');
  await sweepForAnyone(account);
  const { outcomes, invocations } = await runRunbooks(account, deployment);
  await account.configRules.runStarted();
  await noticeChanges(account);
  const postponed = await runReevaluations(account, deployment);
  await sweepForAnyone(account);
  await account.scheduler.fireDue();
  const deletions = await runDeletions(account);
  const automatic = await runAutomaticPasses(account, deployment);
  const own = account.calls.filter(({ principal }) => principal.startsWith('one-active-key-'));
  return {
    calls: [...own, ...invocations, ...scheduledInvocations(account), ...failedInvocations()],
    directory,
    postponed,
    outcomes: [...outcomes, ...deletions, ...automatic],
    dashboard: dashboard(account),
  };
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

/**
 * Delivers the events of the runbooks' own changes, which are noted, and makes the evaluation that they
 * schedule, until nobody is left to evaluate.
 */
async function noticeChanges(account: SandboxAccount): Promise<void> {
  await deliverEvents(account);
  for (const _ of ['noted', 'postponed']) {
    account.clock.advance(60_000);
    await account.scheduler.fireDue();
    await account.configRules.runStarted();
  }
}

/** Two changes a minute apart: the second evaluation is postponed until the first one has ended. */
async function runReevaluations(account: SandboxAccount, { lines }: Deployment): Promise<number> {
  const { functions, clock, scheduler, configRules } = account;
  const before = lines.reevaluation.length;
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
  const own = lines.reevaluation.slice(before);
  return own.filter(({ postponed = [] }) => postponed.length > 0).length;
}

/** Makes the daily pass, which starts the deletions, after the soak of all deactivated keys is over. */
async function runDeletions({ clock, functions, calls }: SandboxAccount): Promise<string[]> {
  clock.advance(15 * DAY_MS);
  await functions.invoke(NAMES.remediationFunction, { operation: 'DailyPass', soakDays: '14' });
  const isDeletion = ({ operation, outcome }: SandboxAccount['calls'][number]) =>
    operation === 'DeleteAccessKey' && outcome === 'ok';
  return calls.some(isDeletion) ? ['Deleted'] : [];
}

/**
 * The daily pass gives notice, and deactivates a day later; meanwhile one owner finishes the rotation, and
 * the exemption of another user will soon end.
 */
async function runAutomaticPasses(account: SandboxAccount, { lines }: Deployment): Promise<string[]> {
  const { backdoor, clock, functions } = account;
  const before = lines.remediation.length;
  const pass = () =>
    functions.invoke(NAMES.remediationFunction, { operation: 'DailyPass', remediation: 'Automatic' });
  backdoor.tagUser('alice', exemptUntil(new Date(clock.now().getTime() + DAY_MS).toISOString().slice(0, 10)));
  await evaluate(account);
  await pass();
  backdoor.setKeyStatus(backdoor.keysOf('exempt')[1]?.accessKeyId ?? '', 'Inactive');
  // A notice ends with a whole minute.
  clock.advance(DAY_MS + 60_000);
  await evaluate(account);
  await pass();
  const receipts = lines.remediation.slice(before);
  return receipts.flatMap((line) => ('outcome' in line ? [line.outcome] : []));
}

/**
 * Lambda passes on an invocation that failed with the role of the function (Lambda Developer Guide,
 * "Capturing records of Lambda asynchronous invocations").
 */
function failedInvocations(): LoggedCall[] {
  return [NAMES.ruleFunction, NAMES.reevaluationFunction].map((principal) => ({
    service: 'lambda',
    operation: 'Invoke',
    principal,
    input: { FunctionName: NAMES.notificationFunction },
  }));
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
