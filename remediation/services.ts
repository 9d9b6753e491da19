import type { IAMClient } from '@aws-sdk/client-iam';
import type { ReevaluationClients } from '../reevaluation/aws/config-rules.ts';
import type { Receipt } from './receipt.ts';

/** What the remediation needs of the world; made once per process. */
export interface RemediationServices extends ReevaluationClients {
  readonly iam: IAMClient;
  /** The rule function's ARN, by which our rules are found. */
  readonly ruleFunctionArn: string;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Takes the one structured line of each run. */
  readonly log: (line: RemediationLine) => void;
}

/** A receipt with what else is worth knowing afterwards. */
export interface RemediationLine extends Receipt {
  readonly operation: string;
  readonly automationExecutionId: string;
}

/** The one invocation that a run belongs to. */
export interface RunContext {
  /** Different for any two runs, retries of the same automation execution included. */
  readonly runId: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}
