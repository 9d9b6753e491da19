import { noteTold, readTold } from '../../ledger/told.ts';
import type { MessageRequest } from '../../product/message.ts';
import type { RemediationServices } from '../shared/services.ts';

/**
 * A message, what it is about, and after how many milliseconds it may be told again; never if it is not
 * given.
 */
export interface OneMessage {
  /** The same text for the same fact: an event, an id and, where the fact can come again, its time. */
  readonly subject: string;
  readonly message: MessageRequest;
  readonly againAfterMs?: number;
}

/**
 * Tells something once, whatever number of passes meet it: it is noted as told once it was accepted. Throws
 * the error of the message, and those of the ledger.
 */
export async function tellOnce(
  { tell, ledger, now, randomId }: RemediationServices,
  { subject, message, againAfterMs = Number.POSITIVE_INFINITY }: OneMessage,
): Promise<void> {
  if (!tell) return;
  const toldAt = await readTold(ledger, subject);
  if (toldAt && now().getTime() < toldAt.getTime() + againAfterMs) return;
  await tell(message);
  await noteTold(ledger, subject, { at: now(), nonce: randomId() });
}
