import { deactivate } from './deactivate/deactivate.ts';
import { type DailyPassReport, runDailyPass } from './delete/daily-pass.ts';
import { deleteDeactivated } from './delete/delete-deactivated.ts';
import { reactivate } from './reactivate/reactivate.ts';
import type { Receipt } from './receipt.ts';
import type { Request } from './request.ts';
import type { RemediationServices, RunContext } from './shared/services.ts';

/** Runs the operation of a request; throws the errors of that operation. */
export function runOperation(
  request: Request,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt | DailyPassReport> {
  switch (request.operation) {
    case 'Deactivate':
      return deactivate(request, services, context);
    case 'Reactivate':
      return reactivate(request, services);
    case 'DeleteDeactivated':
      return deleteDeactivated(request, services, context);
    case 'StartDeletions':
      return runDailyPass(request, services);
  }
}
