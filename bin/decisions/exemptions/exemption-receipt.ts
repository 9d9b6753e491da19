import type { Identity } from '../../account/identity.ts';
import type { DecidedExemption } from '../check/action.ts';
import type { PeopleDecision } from '../row.ts';
import type { ExemptionWrite } from './write-exemption.ts';

/** One exemption that a command wrote, or was about to, as the receipts file contains it. */
export interface ExemptionReceipt extends ExemptionWrite {
  readonly userName: string;
  readonly userId: string;
  readonly accountId: string;
  /** Empty if the account has no alias; null if that is not known. */
  readonly accountAlias: string | null;
  /** The ARN of the caller, from STS; null if it is not known. */
  readonly operator: string | null;
  /** ISO 8601; by the clock of the command. */
  readonly startedAt: string;
  /** ISO 8601; null until IAM has answered. */
  readonly endedAt: string | null;
  /** The values of the tags. */
  readonly exemption: DecidedExemption;
  /** The decision as people wrote it. */
  readonly decided: PeopleDecision;
}

/** An exemption that is to be written. */
export interface ExemptionRequest {
  readonly userName: string;
  readonly userId: string;
  readonly exemption: DecidedExemption;
  readonly decided: PeopleDecision;
}

/** An exemption whose write has begun, and who writes it. */
export interface BegunExemption {
  readonly request: ExemptionRequest;
  readonly identity: Identity;
  readonly startedAt: Date;
}

/**
 * The receipt before the write: if this process is killed before IAM answers, the file says that the effect
 * is unknown.
 */
export function begunReceipt(begun: BegunExemption): ExemptionReceipt {
  const failure = 'The command ended before IAM confirmed the write.';
  return receiptOf(begun, { status: 'Unknown', failure, replaced: null }, null);
}

/** The receipt after the answer of IAM, or after no answer came. */
export function endedReceipt(begun: BegunExemption, write: ExemptionWrite, endedAt: Date): ExemptionReceipt {
  return receiptOf(begun, write, endedAt.toISOString());
}

function receiptOf(
  { request, identity, startedAt }: BegunExemption,
  write: ExemptionWrite,
  endedAt: string | null,
): ExemptionReceipt {
  const { accountId, accountAlias = null, operator = null } = identity;
  const { userName, userId, exemption, decided } = request;
  return {
    userName,
    userId,
    status: write.status,
    failure: write.failure,
    accountId,
    accountAlias,
    operator,
    startedAt: startedAt.toISOString(),
    endedAt,
    exemption,
    replaced: write.replaced,
    decided,
  };
}
