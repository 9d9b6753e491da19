import type { SandboxAccount } from '../account.ts';
import { AwsError, type Call, type ServiceName } from '../api.ts';
import { jsonProtocol } from './json.ts';
import { json10Protocol } from './json-1-0.ts';
import type { Protocol, Refusal, WireRequest, WireResponse } from './protocol.ts';
import { queryProtocol } from './query.ts';
import { restJsonProtocol } from './rest-json.ts';

/** Every protocol of the server. */
const PROTOCOLS: readonly Protocol[] = [restJsonProtocol, json10Protocol, jsonProtocol, queryProtocol];

/** The account that answers a request, and the principal of its caller. */
export interface WireCaller {
  readonly account: Pick<SandboxAccount, 'region' | 'serve'>;
  readonly principal: string;
}

/**
 * Finds the caller of a request to a service; throws the `AwsError` of the service for credentials that it
 * refuses.
 */
export type FindCaller = (request: WireRequest, service: ServiceName) => WireCaller;

/**
 * The answer to a request, errors included; rejects only if the caller receives no answer, because of a reset
 * or because the caller closed the connection.
 */
export async function answerTo(
  request: WireRequest,
  findCaller: FindCaller,
  signal: AbortSignal,
): Promise<WireResponse> {
  const protocol = PROTOCOLS.find(({ matches }) => matches(request));
  if (!protocol) return jsonProtocol.refuse(toRefusal(unknownProtocol(request)));
  try {
    const call = protocol.parse(request);
    const { account, principal } = findCaller(request, call.service);
    const answer: Answer = await account.serve({ ...call, principal, ...regionOf(request, account) }, signal);
    const { $metadata, ...output } = answer;
    return protocol.write(call, output, $metadata?.requestId ?? NO_REQUEST_ID);
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    return protocol.refuse(toRefusal(error));
  }
}

/**
 * The Region for which the request is signed, if it is not that of the account (SigV4, the credential scope
 * `DATE/REGION/SERVICE/aws4_request`).
 */
function regionOf({ headers }: WireRequest, account: WireCaller['account']): Pick<Call, 'region'> {
  const [, region] = /Credential=[^/]+\/\d{8}\/([\w-]+)\//.exec(headers.authorization ?? '') ?? [];
  return region === undefined || region === account.region ? {} : { region };
}

interface Answer {
  readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number };
}

/** The id of a request that did not reach the request pipeline, whose ids count from 1. */
const NO_REQUEST_ID = '00000000-0000-4000-8000-000000000000';

function unknownProtocol({ method, path }: WireRequest): AwsError {
  const expected = 'expected the header x-amz-target or a form';
  return new AwsError('UnknownOperationException', `${method} ${path}: ${expected}; received neither`);
}

/**
 * Whether the request pipeline gave no answer: because of a reset, or because the caller closed the
 * connection.
 */
function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ECONNRESET');
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof AwsError) {
    const { name, message, members, httpStatusCode } = error;
    return { name, message, members, status: httpStatusCode, requestId: NO_REQUEST_ID };
  }
  if (error instanceof Error && '$metadata' in error) {
    const { httpStatusCode = 400, requestId = NO_REQUEST_ID } = (error as Answer).$metadata ?? {};
    const { name, message } = error;
    return { name, message, members: membersOf(error), status: httpStatusCode, requestId };
  }
  // A mistake in code. The status is 400, since the SDK would retry after 500 and hide the mistake.
  const message = error instanceof Error ? error.message : String(error);
  return { name: 'SandboxError', message, members: {}, status: 400, requestId: NO_REQUEST_ID };
}

/**
 * The members of an exception of the SDK that come from the service; the names of the SDK's own begin with
 * `$`.
 */
function membersOf(exception: Error): object {
  const members = Object.entries(exception).filter(
    ([name, value]) => !name.startsWith('$') && name !== 'name' && name !== 'message' && value !== undefined,
  );
  return Object.fromEntries(members);
}
