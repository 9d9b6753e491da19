import { AwsError } from '../api.ts';
import { trailMembers } from './api-members.ts';
import type { UserIdentity } from './user-identity.ts';

/**
 * A call of IAM in the form in which EventBridge delivers it (EventBridge User Guide, "AWS service events
 * delivered via AWS CloudTrail").
 */
export interface TrailEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'AWS API Call via CloudTrail';
  readonly source: 'aws.iam';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: TrailRecord;
}

/** A call of IAM as CloudTrail records it (CloudTrail User Guide, "CloudTrail record contents"). */
export interface TrailRecord {
  readonly eventVersion: '1.11';
  readonly userIdentity: UserIdentity;
  /** When the call was answered, to the second. */
  readonly eventTime: string;
  readonly eventSource: 'iam.amazonaws.com';
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  /** The name of the error; absent if the call succeeded. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: object | null;
  readonly responseElements: object | null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: false;
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
}

/** A call of IAM that was answered. */
export interface AnsweredCall {
  readonly operation: string;
  readonly input: object;
  /** The output or the error, whether or not it reached the caller. */
  readonly answer: object | AwsError;
  readonly requestId: string;
  readonly caller: UserIdentity;
}

/** Where and when a call was answered, and the ids of its event. */
export interface CallContext {
  readonly account: string;
  readonly region: string;
  readonly at: Date;
  readonly id: string;
  readonly eventID: string;
}

/** The event of a call. */
export function toTrailEvent(call: AnsweredCall, context: CallContext): TrailEvent {
  const { account, region, at, id } = context;
  return {
    version: '0',
    id,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account,
    time: toSecond(at),
    region,
    resources: [],
    detail: toRecord(call, context),
  };
}

function toRecord(call: AnsweredCall, { account, region, at, eventID }: CallContext): TrailRecord {
  return {
    eventVersion: '1.11',
    userIdentity: call.caller,
    eventTime: toSecond(at),
    eventSource: 'iam.amazonaws.com',
    eventName: call.operation,
    awsRegion: region,
    // RFC 5737: an address for documentation.
    sourceIPAddress: '192.0.2.1',
    ...answerFieldsOf(call),
    requestID: call.requestId,
    eventID,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
  };
}

/** The record of a denied call has no parameters; AWS does not document it, but published records show it. */
function answerFieldsOf({ input, answer }: AnsweredCall) {
  const requestParameters = trailMembers(input);
  if (!(answer instanceof AwsError)) return { requestParameters, responseElements: trailMembers(answer) };
  const { name: errorCode, message: errorMessage } = answer;
  const isDenied = errorCode === 'AccessDenied';
  return {
    errorCode,
    errorMessage,
    requestParameters: isDenied ? null : requestParameters,
    responseElements: null,
  };
}

function toSecond(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
