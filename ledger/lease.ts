import type { UserId } from '../policy/identifiers.ts';
import { LEASE_MS, MAX_CLOCK_SKEW_MS } from './assumptions.ts';
import { LeaseLostError } from './errors.ts';
import type { Item } from './item.ts';
import { leaseKey } from './layout.ts';
import { parseNonce, parseTime, parseWord } from './parse-attribute.ts';
import { deleteItem, type Ledger, putItem } from './table.ts';

/** A run that works on a user. */
export interface LeaseRequest {
  readonly userId: UserId;
  readonly operation: string;
  /** The automation execution; empty if no runbook invoked the function. */
  readonly execution: string;
  /** Different for any two invocations, even if Lambda gives them the same request id. */
  readonly nonce: string;
}

/** The lease of a user: while it counts, no other run works on the user. */
export interface Lease extends LeaseRequest {
  readonly until: Date;
}

/** This run has the lease, or another run holds it. */
export type LeaseResult =
  | { readonly kind: 'taken'; readonly lease: Lease }
  | { readonly kind: 'held'; readonly by: Lease };

/**
 * Takes the lease of a user for a run that begins at `now`. Throws `MalformedItemError` if the item of the
 * lease is malformed, and the errors of DynamoDB.
 */
export async function takeLease(ledger: Ledger, request: LeaseRequest, now: Date): Promise<LeaseResult> {
  const lease = { ...request, until: new Date(now.getTime() + LEASE_MS) };
  const first = await putItem(ledger, itemOf(lease), { mayBeAbsent: true, nonces: [lease.nonce] });
  if (first.isWritten) return { kind: 'taken', lease };
  const holder = parseLease(request.userId, first.existing);
  if (isInForce(holder, now)) return { kind: 'held', by: holder };
  // Only the lease that was read and no longer counts is replaced: another run may be faster.
  const nonces = [lease.nonce, holder.nonce] as const;
  const second = await putItem(ledger, itemOf(lease), { mayBeAbsent: true, nonces });
  if (second.isWritten) return { kind: 'taken', lease };
  return { kind: 'held', by: parseLease(request.userId, second.existing) };
}

/**
 * Proves by a conditional write, which changes nothing, that this run still holds its lease. Throws
 * `LeaseLostError` if it does not, and the errors of DynamoDB.
 */
export async function proveLease(ledger: Ledger, lease: Lease): Promise<void> {
  const { isWritten } = await putItem(ledger, itemOf(lease), { mayBeAbsent: false, nonces: [lease.nonce] });
  if (!isWritten) throw new LeaseLostError(lease.userId);
}

/** Releases the lease, if this run still holds it. */
export async function releaseLease(ledger: Ledger, { userId, nonce }: Lease): Promise<void> {
  await deleteItem(ledger, leaseKey(userId), nonce);
}

/**
 * Whether a lease counts. One that ends later than any clock within the allowed difference could have written
 * counts for nothing: otherwise one wrong clock would block the user for as long as it likes.
 */
function isInForce({ until }: Lease, now: Date): boolean {
  const left = until.getTime() - now.getTime();
  return left > 0 && left <= LEASE_MS + MAX_CLOCK_SKEW_MS;
}

function itemOf({ userId, nonce, until, operation, execution }: Lease): Item {
  return { ...leaseKey(userId), nonce, until: until.toISOString(), operation, execution };
}

function parseLease(userId: UserId, item: Item = leaseKey(userId)): Lease {
  return {
    userId,
    nonce: parseNonce(item),
    until: parseTime(item, 'until'),
    operation: parseWord(item, 'operation'),
    execution: parseWord(item, 'execution'),
  };
}
