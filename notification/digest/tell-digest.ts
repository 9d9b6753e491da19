import pMap from 'p-map';
import { readMessages, removeMessage } from '../../ledger/messages.ts';
import type { Ledger } from '../../ledger/table.ts';
import type { Installation } from '../occurrence.ts';
import { publish, type Topics } from '../publish.ts';
import { digestItems } from './digest-items.ts';
import { digestPublication } from './digest-publication.ts';

/** What became of a digest. */
export interface DigestReport {
  readonly outcome: 'Digest';
  /** How many messages were told. */
  readonly messages: number;
}

/** How many items are removed at once. */
const CONCURRENT_REMOVALS = 10;

/**
 * Tells all messages that wait as one, and removes them after every topic has accepted it: a digest that
 * failed is told by the next one, and messages whose removal failed are told again. An item that is no
 * message is no obstacle; its error is thrown at the end.
 */
export async function tellDigest(
  ledger: Ledger,
  topics: Topics,
  installation: Installation,
): Promise<DigestReport> {
  const read = await readMessages(ledger);
  const { items, malformed } = digestItems(read.waiting, installation);
  if (items.length > 0) await publish(digestPublication(items, installation), topics);
  await pMap(items, ({ waiting }) => removeMessage(ledger, waiting), { concurrency: CONCURRENT_REMOVALS });
  const [first] = [...read.malformed, ...malformed];
  if (first) throw first;
  return { outcome: 'Digest', messages: items.length };
}
