import { environmentOf, type InvokedFunction } from '../aws/function-arn.ts';
import { parseTrigger } from './events/event.ts';
import type { TellServices } from './tell.ts';
import { type NotificationLine, type NotificationResult, tellOnTrigger } from './tell-on-trigger.ts';

/** The clients and functions that the handler uses; created once per process. */
export interface NotificationServices extends TellServices {
  /** The path of the roles, the parameter RolePath. */
  readonly rolePath: string;
  readonly log: (line: NotificationLine) => void;
}

/**
 * Creates the handler that the remediation function, EventBridge and Lambda itself invoke. Throws
 * `MalformedEventError`, `UnknownOwnerError`, `PublishError` and the errors of the ledger. An event of
 * EventBridge or of Lambda is then told again by Lambda's retries, to a topic that has accepted it, too.
 */
export function createNotificationHandler(services: NotificationServices) {
  return async (event: unknown, context: InvokedFunction): Promise<NotificationResult['answer']> => {
    const installation = { ...environmentOf(context.invokedFunctionArn), rolePath: services.rolePath };
    const trigger = parseTrigger(event, installation);
    const { answer, line } = await tellOnTrigger(trigger, services, installation);
    services.log(line);
    return answer;
  };
}
