import { keepReceipt } from '../ledger/receipts.ts';
import { describeError } from '../product/describe.ts';
import type { AwsEnvironment } from '../product/names.ts';
import type { Receipt, RunResult } from './receipt.ts';
import type { UserRequest } from './request.ts';
import { joinSentences } from './shared/sentences.ts';
import type { AutomaticLimits, RemediationServices } from './shared/services.ts';
import { tellOf } from './telling/tell-receipt.ts';

/** When, where and by what a run ran. */
export interface RunCircumstances {
  readonly request: UserRequest;
  readonly environment: AwsEnvironment;
  readonly at: Date;
  readonly automatic: AutomaticLimits;
}

/** Adds to the result of a run when, where, how and by what it ran. */
export function completeReceipt(
  result: RunResult,
  { request, environment: { accountId, region }, at, automatic }: RunCircumstances,
): Receipt {
  const { outcome, refusalCode, userId, userName, ...details } = result;
  const { operation, automationExecutionId } = request;
  return {
    operation,
    outcome,
    refusalCode,
    userId,
    userName,
    accountId,
    region,
    at: at.toISOString(),
    automationExecutionId,
    ...details,
    parameters: appliedParameters(request, automatic),
  };
}

/** The parameters of a request as they were applied, defaults included; the names are those of the event. */
function appliedParameters(
  request: UserRequest,
  { noticeDays, perDay: automaticPerDay }: AutomaticLimits,
): Readonly<Record<string, string>> {
  switch (request.operation) {
    case 'Deactivate': {
      const { policy, keepAccessKeyId = '', approvedPlan, isDryRun, isAutomatic } = request;
      const approved = approvedPlan && {
        approvedKeptAccessKeyId: approvedPlan.survivor,
        approvedAccessKeyIds: approvedPlan.accessKeyIds.join(', '),
        approvedReason: approvedPlan.reason,
      };
      const limits = isAutomatic ? { automatic: true, noticeDays, automaticPerDay } : {};
      return texts({ ...policy, keepAccessKeyId, ...approved, dryRun: isDryRun, ...limits });
    }
    case 'Reactivate': {
      const { accessKeyId, exemptForDays, exemptionMaxDays, force } = request;
      return texts({ accessKeyId, exemptForDays, exemptionMaxDays, force });
    }
    case 'DeleteDeactivated':
      return texts({ soakDays: request.soakDays, dryRun: request.isDryRun });
  }
}

function texts(values: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/**
 * Keeps the receipt of a run in the ledger and tells people of it, unless it was a dry run, which writes
 * nothing. Never throws: the keys are what they are, and the receipt is in the log and in the outputs of the
 * execution; its reason then says what failed.
 */
export async function keepAndTell(
  services: RemediationServices,
  request: UserRequest,
  receipt: Receipt,
): Promise<Receipt> {
  if ('isDryRun' in request && request.isDryRun) return receipt;
  const nonce = services.randomId();
  // Kept first: the function may end while it tells.
  const kept = await keepInLedger(services, nonce, receipt);
  const untold = await tellOf(services, request, kept);
  if (untold === undefined) return kept;
  const told = { ...kept, reason: joinSentences(kept.reason, untold) };
  return keepInLedger(services, nonce, told);
}

/**
 * Keeps a receipt in the ledger; with the same nonce it replaces one. Never throws: the reason then says that
 * the ledger lacks it.
 */
export async function keepInLedger(
  { ledger }: Pick<RemediationServices, 'ledger'>,
  nonce: string,
  receipt: Receipt,
): Promise<Receipt> {
  const { operation, userId, outcome, at, automationExecutionId: execution } = receipt;
  try {
    await keepReceipt(ledger, {
      userId,
      at: new Date(at),
      nonce,
      operation,
      execution,
      outcome,
      receipt: JSON.stringify(receipt),
    });
    return receipt;
  } catch (error) {
    const warning = `This receipt could not be kept in the ledger: ${describeError(error)}`;
    return { ...receipt, reason: joinSentences(receipt.reason, warning) };
  }
}
