import type { IAMClient } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { ReevaluationClients } from '../reevaluation/aws/config-rules.ts';
import type { Place } from '../rule/names.ts';
import type { Receipt } from './receipt.ts';
import type { StartedDeletions } from './start-deletions.ts';

/** What the remediation needs of the world; made once per process. */
export interface RemediationServices extends ReevaluationClients {
  readonly iam: IAMClient;
  readonly ssm: SSMClient;
  /** The rule function's ARN, by which our rules are found. */
  readonly ruleFunctionArn: string;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Takes the one structured line of each run. */
  readonly log: (line: RemediationLine) => void;
}

/** What a run answered, with what else is worth knowing afterwards. */
export type RemediationLine = (Receipt | StartedDeletions) & {
  readonly operation: string;
  /** Absent where no runbook asked. */
  readonly automationExecutionId?: string;
};

/** The one invocation that a run belongs to. */
export interface RunContext extends Place {
  /** Different for any two runs, retries of the same automation execution included. */
  readonly runId: string;
}
