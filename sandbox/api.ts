/** The language that the sandbox's services, clients and faults share: operations, calls and refusals. */

/** The AWS services that the sandbox stands in for, by the names of botocore's models. */
export type ServiceName = 'iam' | 'config' | 'scheduler' | 'ssm';

/** One operation: takes a request that the service model has let through, answers or throws an `AwsError`. */
export type Operation = (input: never) => object | Promise<object>;

/** A service in memory: its operations by their API names (`ListUsers`, `PutEvaluations`, …). */
export type Operations = Readonly<Record<string, Operation>>;

/** One attempt that reached the sandbox; a retry by the SDK is an attempt of its own. */
export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  /** The name of the caller, as given to `connect`: for the log, and for faults that meet one caller only. */
  readonly principal: string;
}

/** An error as the service sends it; the clients turn it into the SDK's own exception class of that name. */
export class AwsError extends Error {
  override readonly name: string;
  readonly httpStatusCode: number;

  /** `name` is the SDK's name of the error (`NoSuchEntityException`, `Throttling`, `AccessDenied`, …). */
  constructor(name: string, message: string, httpStatusCode = 400) {
    super(message);
    this.name = name;
    this.httpStatusCode = httpStatusCode;
  }
}
