import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from '../api.ts';

/** A request as it came over the wire, its body read to the end. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer as it goes over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request asks for; who asks is known from elsewhere, since no signature is checked. */
export type WireCall = Omit<Call, 'principal'>;

/** What an answer that is an error says; `name` is the SDK's name of the error. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly requestId: string;
}

/** One of AWS's wire protocols: how calls, answers and errors are written. */
export interface Protocol {
  /** Whether a request is meant to be in this protocol, well-formed or not. */
  speaks(request: WireRequest): boolean;
  /** The call that a request asks for; throws an `AwsError` if there is none to be read. */
  read(request: WireRequest): WireCall;
  write(call: WireCall, output: object, requestId: string): WireResponse;
  refuse(refusal: Refusal): WireResponse;
}
