import { type UserId, type UserName, userName } from '../policy/identifiers.ts';
import { DAY_MS } from '../policy/policy.ts';
import { ALWAYS } from './conditions.ts';
import type { MalformedItemError } from './errors.ts';
import { EXPIRES_AT, expiryOf } from './expiry.ts';
import type { Item } from './item.ts';
import { ALL_EXEMPTIONS, exemptionKey } from './layout.ts';
import { parseText, parseUserId } from './parse-attribute.ts';
import { readEach } from './read-each.ts';
import { type Ledger, putItem } from './table.ts';

/**
 * A user whom a run of the rule saw exempt, until soon. AWS Config lists no NOT_APPLICABLE result, so nobody
 * else could tell.
 */
export interface EndingExemption {
  readonly userId: UserId;
  readonly userName: UserName;
  /** The value of the tag, as the owner wrote it. */
  readonly until: string;
}

/** How long such a note is kept. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Notes an exemption that ends soon, in place of an earlier note about the user. Throws
 * `LedgerUnavailableError`.
 */
export async function noteEndingExemption(
  ledger: Ledger,
  exemption: EndingExemption,
  { at, nonce }: { readonly at: Date; readonly nonce: string },
): Promise<void> {
  const { userId: id, userName: name, until } = exemption;
  const item = { ...exemptionKey(id), nonce, userName: name, until, [EXPIRES_AT]: expiryOf(at, KEPT_MS) };
  await putItem(ledger, item, ALWAYS);
}

/** Reads all such notes, and an error for each item that is none. Throws `LedgerUnavailableError`. */
export async function readEndingExemptions(ledger: Ledger): Promise<{
  readonly exemptions: readonly EndingExemption[];
  readonly malformed: readonly MalformedItemError[];
}> {
  const { read: exemptions, malformed } = await readEach(ledger, ALL_EXEMPTIONS, exemptionIn);
  return { exemptions, malformed };
}

function exemptionIn(item: Item): EndingExemption {
  return {
    userId: parseUserId(item),
    userName: userName(parseText(item, 'userName')),
    until: parseText(item, 'until'),
  };
}
