/** The types that services, clients and faults of the sandbox share: operations, calls and errors. */

/** The AWS services of the sandbox, by their names in botocore. */
export type ServiceName =
  | 'account'
  | 'cloudtrail'
  | 'config'
  | 'dynamodb'
  | 'iam'
  | 'lambda'
  | 'organizations'
  | 'scheduler'
  | 'sns'
  | 'securityhub'
  | 'ssm'
  | 'sts';

/**
 * One operation: takes a request that the service model accepts, the principal of the caller, and the Region
 * of the call; returns the output or throws an `AwsError`.
 */
export type Operation = (input: never, principal: string, region?: string) => object | Promise<object>;

/** The operations of a service by their API names (`ListUsers`, `PutEvaluations`, …). */
export type Operations = Readonly<Record<string, Operation>>;

/** One attempt of a request; each retry by the SDK is a new attempt. */
export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  /**
   * The caller as `connect` received it, for the call log and for faults of one caller: a name of a role, or
   * the end of the caller's ARN from `assumed-role/` or `user/` on (`callerIdentity`).
   */
  readonly principal: string;
  /** The Region in which the call is made; that of the account if it is absent. */
  readonly region?: string;
}

/** A call that its service answered, whether or not the answer reached the caller. */
export interface ServedCall {
  readonly call: Call;
  readonly requestId: string;
  readonly answer: object | AwsError;
}

/** An error as the service sends it; the clients convert it into the SDK's exception class of that name. */
export class AwsError extends Error {
  override readonly name: string;
  readonly httpStatusCode: number;
  /** The members of the error besides its message. */
  readonly members: object = {};

  /** `name` is the SDK's name of the error (`NoSuchEntityException`, `Throttling`, `AccessDenied`, …). */
  constructor(name: string, message: string, httpStatusCode = 400) {
    super(message);
    this.name = name;
    this.httpStatusCode = httpStatusCode;
  }
}

/** An error with members besides its message, such as the reasons of a cancelled transaction. */
export class AwsErrorWithMembers extends AwsError {
  override readonly members: object;

  constructor(name: string, message: string, members: object) {
    super(name, message);
    this.members = members;
  }
}

/** The account, Region and partition that an ARN names. */
export interface AccountNames {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}
