import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from '../api.ts';

/** A complete HTTP request. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP response. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The call of a request, without its principal: the protocols do not read signatures. */
export type WireCall = Omit<Call, 'principal'>;

/** The content of an error response; `name` is the SDK's name of the error. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  /** The members of the error besides its message; only errors of DynamoDB and Organizations have some. */
  readonly members: object;
  readonly status: number;
  readonly requestId: string;
}

/** One of AWS's wire protocols: the form of calls, answers and errors. */
export interface Protocol {
  /** Whether a request uses this protocol, well-formed or not. */
  matches(request: WireRequest): boolean;
  /** The call of a request; throws an `AwsError` if the request is malformed. */
  parse(request: WireRequest): WireCall;
  write(call: WireCall, output: object, requestId: string): WireResponse;
  refuse(refusal: Refusal): WireResponse;
}
