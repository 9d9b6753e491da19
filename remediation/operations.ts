import type { AwsEnvironment } from '../product/names.ts';
import { runDailyPass } from './daily-pass/daily-pass.ts';
import type { DailyPassReport } from './daily-pass/report.ts';
import { deactivate } from './deactivate/deactivate.ts';
import { deleteDeactivated } from './delete/delete-deactivated.ts';
import { completeReceipt, keepAndTell } from './keep-receipt.ts';
import { reactivate } from './reactivate/reactivate.ts';
import type { Receipt, RunResult } from './receipt.ts';
import type { Request, UserRequest } from './request.ts';
import { withAdvice } from './shared/ledger-advice.ts';
import type { RemediationServices } from './shared/services.ts';

/**
 * Runs the operation of a request, keeps its receipt in the ledger and tells people of it; throws the errors
 * of that operation.
 */
export async function runOperation(
  request: Request,
  services: RemediationServices,
  environment: AwsEnvironment,
): Promise<Receipt | DailyPassReport> {
  if (request.operation === 'DailyPass') return runDailyPass(request, services, environment);
  const result = await withAdvice(request, () => runOnUser(request, services, environment));
  const { automatic } = services;
  const receipt = completeReceipt(result, { request, environment, at: services.now(), automatic });
  return keepAndTell(services, request, receipt);
}

function runOnUser(
  request: UserRequest,
  services: RemediationServices,
  environment: AwsEnvironment,
): Promise<RunResult> {
  switch (request.operation) {
    case 'Deactivate':
      return deactivate(request, services, environment);
    case 'Reactivate':
      return reactivate(request, services);
    case 'DeleteDeactivated':
      return deleteDeactivated(request, services);
  }
}
