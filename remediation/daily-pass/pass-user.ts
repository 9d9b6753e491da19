import { findUserInListing, type ListedUser } from '../../aws/iam-users.ts';
import { type Notice, voidNotice } from '../../ledger/notices.ts';
import type { UserId } from '../../policy/identifiers.ts';
import type { Policy } from '../../policy/policy.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { prepareDeactivation } from '../deactivate/prepare-deactivation.ts';
import { completeReceipt, keepInLedger } from '../keep-receipt.ts';
import { giveNoticeIfDue } from '../notices/give-notice.ts';
import type { RunResult } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readRecords } from '../shared/settle-records.ts';
import type { Starts } from '../shared/starts.ts';
import { messageOf, tellRefusal } from '../telling/tell-receipt.ts';

/** The part of a pass that concerns each of its users. */
export interface UserPass {
  readonly services: RemediationServices;
  readonly environment: AwsEnvironment;
  readonly policy: Policy;
  readonly starts: Starts;
  /** Receives what failed although the user was dealt with. */
  readonly warn: (problem: string) => void;
}

/** A user that AWS Config shows as NON_COMPLIANT, or to whose owner notice was given. */
export interface PassedUser {
  readonly userId: UserId;
  /** Undefined if a listing lacked the user. */
  readonly user: ListedUser | undefined;
  readonly notice: Notice | undefined;
}

/** As what a pass counts a user; `left`: the deactivation is due, and waits for another day. */
export type PassResult = 'noticed' | 'reminded' | 'waiting' | 'left';

/**
 * Decides about one user by live data, without the lease, since the pass writes nothing to IAM. Undefined if
 * nothing is to be done, or if a deactivation was started, which `starts` has. Throws `UserVanishedError`,
 * `NoticeNotAcceptedError`, `StartFailedError`, and the errors of AWS and of the ledger.
 */
export async function passUser(
  pass: UserPass,
  { userId, user, notice }: PassedUser,
): Promise<PassResult | undefined> {
  const { services } = pass;
  if (!user) {
    // The second of the two listings that have to lack a user.
    const isGone = notice && !(await findUserInListing(services.iam, userId));
    if (isGone) await voidNotice(services.ledger, notice);
    return undefined;
  }
  const request = requestFor(userId, pass.policy);
  const records = await readRecords(services, userId);
  const planned = await prepareDeactivation(request, services, { user, records });
  if ('outcome' in planned) {
    if (notice) await voidNotice(services.ledger, notice);
    await tellIfRefused(services, planned);
    return undefined;
  }
  const isWithNotice = services.automatic.noticeDays > 0;
  const noticed = isWithNotice ? await giveNoticeIfDue(services, { ...planned, notice }) : undefined;
  if (!noticed) return startIfAllowed(pass.starts, userId);
  if (noticed.step === 'wait') return 'waiting';
  await keepNoticed(pass, request, noticed.result);
  return noticed.step === 'give' ? 'noticed' : 'reminded';
}

async function startIfAllowed(starts: Starts, userId: UserId): Promise<'left' | undefined> {
  if (starts.isOver()) return 'left';
  await starts.start(userId);
  return undefined;
}

async function tellIfRefused(services: RemediationServices, result: RunResult): Promise<void> {
  const at = services.now().toISOString();
  const run = { operation: 'Deactivate', automationExecutionId: '', at, started: 'by the daily pass' };
  const message = messageOf({ ...result, ...run });
  if (message) await tellRefusal(services, result, message);
}

async function keepNoticed(
  { services, environment, warn }: UserPass,
  request: DeactivateRequest,
  result: RunResult,
): Promise<void> {
  const { automatic, now, randomId } = services;
  const receipt = completeReceipt(result, { request, environment, at: now(), automatic });
  const kept = await keepInLedger(services, randomId(), receipt);
  // The notice counts nevertheless: its owner was told. The reason now says what failed.
  if (kept.reason !== receipt.reason) warn(kept.reason);
}

function requestFor(userId: UserId, policy: Policy): DeactivateRequest {
  return {
    operation: 'Deactivate',
    userId,
    policy,
    keepAccessKeyId: undefined,
    isDryRun: false,
    isAutomatic: true,
    automationExecutionId: '',
    automationAssumeRole: '',
  };
}
