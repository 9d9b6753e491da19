import type { MessageAnswer, MessageEvent } from '../product/message.ts';
import { type DigestReport, tellDigest } from './digest/tell-digest.ts';
import { MissingLedgerError } from './errors.ts';
import type { Trigger } from './events/event.ts';
import type { Installation } from './occurrence.ts';
import { type TellServices, tell } from './tell.ts';

/** The log line of a run: what became of a message, without texts of others, or of a digest. */
export type NotificationLine =
  | (MessageAnswer & { readonly event: MessageEvent; readonly userId: string; readonly source: string })
  | DigestReport;

/** What a run answers to whoever invoked it, and what it logs. */
export interface NotificationResult {
  readonly answer: MessageAnswer | DigestReport;
  readonly line: NotificationLine;
}

/**
 * Tells the occurrence of a trigger, or the digest of all messages that wait.
 *
 * Throws `UnknownOwnerError`, `PublishError`, `MissingLedgerError` and the errors of the ledger.
 */
export async function tellOnTrigger(
  trigger: Trigger,
  services: TellServices,
  installation: Installation,
): Promise<NotificationResult> {
  switch (trigger.kind) {
    case 'digest': {
      if (!services.ledger) throw new MissingLedgerError();
      const report = await tellDigest(services.ledger, services, installation);
      return { answer: report, line: report };
    }
    case 'tell': {
      const { event, userId, source } = trigger.occurrence;
      const answer = await tell(trigger.occurrence, services);
      return { answer, line: { ...answer, event, userId, source: source?.name ?? '' } };
    }
  }
}
