import { keepReceipt } from '../ledger/receipts.ts';
import { describeError } from '../product/describe.ts';
import type { AwsEnvironment } from '../product/names.ts';
import type { Receipt, RunResult } from './receipt.ts';
import type { UserRequest } from './request.ts';
import { joinSentences } from './shared/sentences.ts';
import type { RemediationServices } from './shared/services.ts';

/** When, where and by what a run ran. */
export interface RunCircumstances {
  readonly request: UserRequest;
  readonly environment: AwsEnvironment;
  readonly at: Date;
}

/** Adds to the result of a run when, where, how and by what it ran. */
export function completeReceipt(
  result: RunResult,
  { request, environment: { accountId, region }, at }: RunCircumstances,
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
    parameters: appliedParameters(request),
  };
}

/** The parameters of a request as they were applied, defaults included; the names are those of the event. */
function appliedParameters(request: UserRequest): Readonly<Record<string, string>> {
  switch (request.operation) {
    case 'Deactivate': {
      const { policy, keepAccessKeyId = '', isDryRun } = request;
      return texts({ ...policy, keepAccessKeyId, dryRun: isDryRun });
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
 * Keeps the receipt of a run in the ledger, unless it was a dry run, which writes nothing. Never throws: the keys are what they
 * are, and the receipt is in the log and in the outputs of the execution; its reason then says that the ledger lacks it.
 */
export async function keepInLedger(
  { ledger, randomId }: RemediationServices,
  request: UserRequest,
  receipt: Receipt,
): Promise<Receipt> {
  if ('isDryRun' in request && request.isDryRun) return receipt;
  const { operation, userId, outcome, at, automationExecutionId: execution } = receipt;
  try {
    await keepReceipt(ledger, {
      userId,
      at: new Date(at),
      nonce: randomId(),
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
