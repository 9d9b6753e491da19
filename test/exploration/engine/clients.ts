/** Clients that make one call at a time when their turn comes, without the protocol of the SDK. */

import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call, ServiceName } from '../../../sandbox/api.ts';
import { toSdkException } from '../../../sandbox/exceptions.ts';
import { connectionReset, throttled } from '../../../sandbox/fault-errors.ts';
import type { Actor } from './actors.ts';
import { isRepeated, mayBeOutdated, type Repeating, type Treatment } from './treatments.ts';

/** What the treatments of calls need. */
export interface ClientServices {
  readonly account: SandboxAccount;
  /** Lets a request take effect later. */
  readonly landLater: (land: () => Promise<void>, by: string, request: string) => void;
  /** Makes a read answer as it would have before the last change. */
  readonly outdated: <Result>(read: () => Promise<Result>, service: string) => Promise<Result>;
  /** Whether a call of an actor is to be such a read by itself. */
  readonly isLate: (actor: string, call: Call) => boolean;
  /** Receives each call that is about to be made. */
  readonly onCall: (
    actor: string,
    call: Call,
    treatment: Treatment | undefined,
    repeating: Repeating,
  ) => void;
}

/** The clients of a run. */
export function clientsOf(services: ClientServices, actor: Actor, principal = actor.name) {
  // The paginators of the SDK ask for an instance of its client, and use nothing of it but `send`.
  const client = <Client extends object>(
    type: { readonly prototype: Client },
    service: ServiceName,
    repeating: Repeating,
  ) => {
    const send = ({ input, constructor: { name } }: Command) =>
      callOf(
        services,
        actor,
        { service, operation: name.replace(/Command$/, ''), input, principal },
        repeating,
      );
    return Object.assign(Object.create(type.prototype) as Client, { send, middlewareStack: NO_MIDDLEWARE });
  };
  return {
    iam: client(IAMClient, 'iam', 'repeats'),
    iamWithoutRetries: client(IAMClient, 'iam', 'makes one attempt'),
    dynamodb: client(DynamoDBClient, 'dynamodb', 'repeats'),
    config: client(ConfigServiceClient, 'config', 'repeats'),
    configWithoutRetries: client(ConfigServiceClient, 'config', 'makes one attempt'),
    schedulerWithoutRetries: client(SchedulerClient, 'scheduler', 'makes one attempt'),
    ssm: client(SSMClient, 'ssm', 'makes one attempt'),
  };
}

/** What counts the requests of a client counts none of these. */
const NO_MIDDLEWARE = { addRelativeTo: () => {} };

interface Command {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

async function callOf(
  services: ClientServices,
  actor: Actor,
  call: Call,
  repeating: Repeating,
): Promise<object> {
  try {
    const answer = await attempts(services, actor, call, repeating);
    actor.learn(JSON.stringify({ ...answer, $metadata: undefined }));
    return answer;
  } catch (error) {
    actor.learn(String(error));
    throw error;
  }
}

async function attempts(
  services: ClientServices,
  actor: Actor,
  call: Call,
  repeating: Repeating,
): Promise<object> {
  for (;;) {
    const given = await actor.turn(call, repeating);
    const treatment =
      given ?? (mayBeOutdated(call) && services.isLate(actor.name, call) ? 'outdated' : undefined);
    services.onCall(actor.name, call, treatment, repeating);
    try {
      return await attempt(services, actor, call, treatment);
    } catch (error) {
      if (!treatment || !isRepeated(treatment, repeating)) throw error;
      actor.learn(treatment);
    }
  }
}

async function attempt(
  { account, landLater, outdated }: ClientServices,
  { name }: Actor,
  call: Call,
  treatment: Treatment | undefined,
): Promise<object> {
  const serve = () => account.serve(call, undefined);
  const dropAnswer = () => serve().then(ignore, ignore);
  switch (treatment) {
    case undefined:
      return serve();
    case 'outdated':
      return outdated(serve, call.service);
    case 'throttled':
      throw toSdkException(call.service, throttled(call), '');
    case 'lost':
    case 'lost-for-good':
      await dropAnswer();
      throw connectionReset();
    case 'late':
      landLater(dropAnswer, name, JSON.stringify(call));
      throw connectionReset();
    case 'unavailable':
      throw connectionReset();
    case 'killed-late':
      landLater(dropAnswer, name, JSON.stringify(call));
      return new Promise<never>(() => {});
    case 'killed':
      return new Promise<never>(() => {});
  }
}

/** Whether a request that nobody waits for succeeds or is refused makes no difference. */
const ignore = (): void => {};
