/** Clients that call a sandbox account without the SDK's protocol: for laws with many thousands of calls. */

import * as configApi from '@aws-sdk/client-config-service';
import * as dynamodbApi from '@aws-sdk/client-dynamodb';
import * as schedulerApi from '@aws-sdk/client-scheduler';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { AwsError, type ServiceName } from '../../sandbox/api.ts';

/** Called before each call: it may throw, or wait for ever as in a function that ended. */
export type Gate = (operation: string) => Promise<void>;

interface Command {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

type Api = Readonly<Record<string, unknown>>;
type ErrorClass = new (options: object) => Error;

/** The clients of a function; each of them makes one attempt per call. */
export function directClients(account: SandboxAccount, principal: string, gate: Gate = async () => {}) {
  const settings = { region: account.region };
  const send = (service: ServiceName, api: Api) => async (command: Command) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    await gate(operation);
    try {
      return await account.serve({ service, operation, input: command.input, principal }, undefined);
    } catch (error) {
      throw error instanceof AwsError ? toSdkError(error, api) : error;
    }
  };
  // The SDK's paginators ask for an instance of their client.
  return {
    dynamodb: Object.assign(new dynamodbApi.DynamoDBClient(settings), {
      send: send('dynamodb', dynamodbApi),
    }),
    config: Object.assign(new configApi.ConfigServiceClient(settings), { send: send('config', configApi) }),
    scheduler: Object.assign(new schedulerApi.SchedulerClient(settings), {
      send: send('scheduler', schedulerApi),
    }),
  };
}

/** The SDK's exception of this name, or the base class of the client's exceptions. */
function toSdkError({ name, message, httpStatusCode, members }: AwsError, api: Api): Error {
  const options = { name, message, $fault: 'client', $metadata: { httpStatusCode }, ...members };
  const [, base] = Object.entries(api).find(([key]) => /^\w+ServiceException$/.test(key)) ?? [];
  const known = (api[name] ?? base) as ErrorClass;
  return new known(options);
}
