import { userId, userName } from '../../../policy/identifiers.ts';
import { NAMES, ruleFunctionArn } from '../../../product/names.ts';
import type { RemediationServices } from '../../../remediation/shared/services.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Actor } from '../engine/actors.ts';
import { type ClientServices, clientsOf } from '../engine/clients.ts';
import type { Product } from '../product.ts';

/** For how long Lambda lets the functions run, in milliseconds (infra/constructs). */
export const LIFE_MS = { rule: 900_000, reevaluation: 60_000, remediation: 290_000 } as const;

/** A notification, and who is told of the kind of the run that it began. */
export interface RuleInvocation {
  readonly event: object;
  readonly onRun: (kind: string) => void;
}

/** Invokes the rule function with a notification. */
export async function invokeRule(
  product: Product,
  services: ClientServices,
  actor: Actor,
  { event, onRun }: RuleInvocation,
): Promise<void> {
  const { clock } = services.account;
  const { iam, config, ...common } = servicesOf(services, actor);
  const handler = product.createRuleHandler({
    isWatching: false,
    iam,
    config,
    concurrentUsers: 1,
    now: clock.now,
    deadlineIn: (milliseconds) => clock.deadlineIn(milliseconds),
    notes: common,
    log: ({ kind }) => onRun(kind),
  });
  await handler(event, {
    getRemainingTimeInMillis: () => actor.endsAt - clock.now().getTime(),
  });
}

/** Invokes the re-evaluation function with an event of CloudTrail, or that of a schedule. */
export async function invokeReevaluation(
  product: Product,
  services: ClientServices,
  actor: Actor,
  event: object,
): Promise<void> {
  const handler = product.createReevaluationHandler({
    ...servicesOf(services, actor),
    schedulerRoleArn: 'arn:aws:iam::111122223333:role/one-active-key-scheduler',
    log: () => {},
  });
  await handler(event, { invokedFunctionArn: functionArn(services.account) });
}

const functionArn = ({ partition, region, accountId }: SandboxAccount) =>
  `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.reevaluationFunction}`;

/** Starts an evaluation of a user that a remediation changed. */
export async function startByRemediation(
  product: Product,
  services: ClientServices,
  actor: Actor,
  user: { readonly userName: string; readonly userId: string },
): Promise<void> {
  // Of the services of a remediation, the start of an evaluation uses these only.
  const remediation = servicesOf(services, actor) as unknown as RemediationServices;
  await product.startReevaluation(remediation, {
    userName: userName(user.userName),
    userId: userId(user.userId),
  });
}

function servicesOf(services: ClientServices, actor: Actor) {
  const { account } = services;
  const clients = clientsOf(services, actor);
  let count = 0;
  return {
    ...clients,
    ledger: { dynamodb: clients.dynamodb, tableName: NAMES.sandboxLedger },
    ruleFunctionArn: ruleFunctionArn(account),
    now: account.clock.now,
    wait: actor.wait,
    randomId: () => {
      count += 1;
      return `${actor.name}-${count}`;
    },
  };
}
