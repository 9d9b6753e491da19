import { NAMES, ruleFunctionArn } from '../../../product/names.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import type { RemediationLine } from '../../../remediation/run-line.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Actor } from '../engine/actors.ts';
import { type ClientServices, clientsOf } from '../engine/clients.ts';
import type { Product } from '../product.ts';
import type { Result } from './history.ts';
import { type KeyIds, type RunKind, SOAK_DAYS } from './scenario.ts';

/** How long Lambda lets the remediation function run (infra/constructs/remediation-function.ts). */
export const LIFE_MS = 290_000;

/** A run of the remediation function on alice. */
export interface KeyRun {
  readonly kind: RunKind;
  readonly userId: string;
  readonly keys: KeyIds;
  /** How far its clock is ahead of the others. */
  readonly skewMs: number;
}

/** Runs the remediation function as Lambda does; returns what it said at its end. */
export async function run(
  product: Product,
  services: ClientServices,
  actor: Actor,
  { kind, userId, keys, skewMs }: KeyRun,
): Promise<Omit<Result, 'looking'>> {
  const handler = product.createRemediationHandler(servicesOf(services, actor, skewMs));
  const { name } = actor;
  try {
    const line = await handler(eventOf(kind, userId, keys), {
      invokedFunctionArn: functionArn(services.account),
    });
    return { run: name, kind, ...said(line, keys) };
  } catch (error) {
    return { run: name, kind, outcome: describe(error), keys: [] };
  }
}

/** The outcome of a run that failed by a mistake in the code. */
export const CRASHED = 'Error of the code';

const MISTAKES = [TypeError, ReferenceError, RangeError, SyntaxError];

function describe(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (MISTAKES.some((type) => each instanceof type)) return CRASHED;
  }
  return `Error ${error instanceof Error ? error.name : String(error)}`;
}

const functionArn = ({ partition, region, accountId }: SandboxAccount) =>
  `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.remediationFunction}`;

function servicesOf(services: ClientServices, actor: Actor, skewMs: number) {
  const { account } = services;
  const { clock } = account;
  const clients = clientsOf(services, actor, NAMES.remediationFunction);
  let count = 0;
  return {
    ...clients,
    ledger: { dynamodb: clients.dynamodb, tableName: NAMES.sandboxLedger },
    ruleFunctionArn: ruleFunctionArn(account),
    automationRoleArn: automationRoleArn(account),
    now: () => new Date(clock.now().getTime() + skewMs),
    uptime: () => clock.now().getTime(),
    randomId: () => {
      count += 1;
      return `${actor.name}-${count}`;
    },
    wait: actor.wait,
    automatic: { noticeDays: 0, perDay: 10 },
    tell: undefined,
    log: () => {},
  };
}

function eventOf(kind: RunKind, userId: string, { K1 }: KeyIds): object {
  switch (kind) {
    case 'keep-K0':
      return {
        operation: 'Deactivate',
        userId,
        selectionStrategy: 'LeastRecentlyUsed',
        protectUsedWithinDays: '0',
      };
    case 'keep-K1':
      return { operation: 'Deactivate', userId, selectionStrategy: 'Oldest', protectUsedWithinDays: '0' };
    case 'undo-K1':
      return { operation: 'Reactivate', userId, accessKeyId: K1, exemptForDays: '0' };
    case 'undo-exempt-K1':
      return { operation: 'Reactivate', userId, accessKeyId: K1 };
    case 'force-K1':
      return { operation: 'Reactivate', userId, accessKeyId: K1, exemptForDays: '0', force: 'true' };
    case 'delete':
      return { operation: 'DeleteDeactivated', userId, soakDays: String(SOAK_DAYS) };
    case 'daily-pass':
      return { operation: 'DailyPass', soakDays: String(SOAK_DAYS) };
  }
}

/** The outcome, and the keys of which a receipt speaks. */
function said(line: RemediationLine, { K1 }: KeyIds): Pick<Result, 'outcome' | 'keys'> {
  if (!('outcome' in line)) return { outcome: 'DailyPass', keys: [] };
  const { outcome, refusalCode, deactivatedAccessKeyIds, reactivatedAccessKeyIds, deletedAccessKeyIds } =
    line;
  const keys = [...deactivatedAccessKeyIds, ...reactivatedAccessKeyIds, ...deletedAccessKeyIds];
  const isAsked = keys.length === 0 && line.operation === 'Reactivate';
  return { outcome: [outcome, refusalCode].filter(Boolean).join(' '), keys: isAsked ? [K1] : keys };
}
