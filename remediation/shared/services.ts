import type { IAMClient } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { ReevaluationClients } from '../../aws/config-rules.ts';
import type { Ledger } from '../../ledger/table.ts';
import type { Tell } from '../telling/tell.ts';

/** What restricts the automatic deactivations of an account. */
export interface AutomaticLimits {
  /**
   * 0–30: how many days before an automatic deactivation its owner is told; 0 means that no notice is given.
   */
  readonly noticeDays: number;
  /** 1–1000: how many users are remediated automatically on a UTC day. */
  readonly perDay: number;
}

/** The clients and functions that the operations use; created once per process. */
export interface RemediationServices extends ReevaluationClients {
  readonly iam: IAMClient;
  /**
   * The client for writes of keys: it makes one attempt per call. A repeated attempt would not see what a
   * person changed since the first one.
   */
  readonly iamWithoutRetries: IAMClient;
  readonly ssm: SSMClient;
  readonly ledger: Ledger;
  /** The ARN of the rule function, by which the project's Config rules are found. */
  readonly ruleFunctionArn: string;
  /** The ARN of the role with which the runbooks run. */
  readonly automationRoleArn: string;
  /** What restricts automatic deactivations. */
  readonly automatic: AutomaticLimits;
  /** Has people told of something; undefined in a stack without a topic. */
  readonly tell: Tell | undefined;
  readonly now: () => Date;
  /** Milliseconds that only ever increase, whatever happens to the clock. */
  readonly uptime: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A text that is different each time. */
  readonly randomId: () => string;
}
