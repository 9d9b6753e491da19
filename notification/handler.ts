import { environmentOf, type InvokedFunction } from '../aws/invoked-function.ts';
import type { MessageAnswer, MessageEvent } from '../product/message.ts';
import { type DigestReport, tellDigest } from './digest/tell-digest.ts';
import { MissingLedgerError } from './errors.ts';
import { readTrigger } from './events/event.ts';
import { type TellServices, tell } from './tell.ts';

/** The log line of a run: what became of a message, without texts of others, or of a digest. */
export type NotificationLine =
  | (MessageAnswer & { readonly event: MessageEvent; readonly userId: string; readonly source: string })
  | DigestReport;

/** The clients and functions that the handler uses; created once per process. */
export interface NotificationServices extends TellServices {
  /** The path of the roles, the parameter RolePath. */
  readonly rolePath: string;
  readonly log: (line: NotificationLine) => void;
}

/**
 * Creates the handler that the remediation function, EventBridge and Lambda itself invoke. Throws `MalformedEventError`,
 * `UnknownOwnerError`, `PublishError` and the errors of the ledger. An event of EventBridge or of Lambda is then told again by Lambda's retries, to a topic
 * that has accepted it, too.
 */
export function createNotificationHandler(services: NotificationServices) {
  return async (event: unknown, context: InvokedFunction): Promise<MessageAnswer | DigestReport> => {
    const installation = { ...environmentOf(context), rolePath: services.rolePath };
    const trigger = readTrigger(event, installation);
    if (trigger.kind === 'digest') {
      if (!services.ledger) throw new MissingLedgerError();
      const report = await tellDigest(services.ledger, services, installation);
      services.log(report);
      return report;
    }
    const { occurrence } = trigger;
    const answer = await tell(occurrence, services);
    const { event: name, userId, source } = occurrence;
    services.log({ ...answer, event: name, userId, source: source?.name ?? '' });
    return answer;
  };
}
