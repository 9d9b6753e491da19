import type { KeyRecord, KeyState } from '../../ledger/key-records.ts';
import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';

/** A record that was settled, and its new state. */
export interface SettledKey {
  readonly userId: UserId;
  readonly accessKeyId: AccessKeyId;
  readonly state: KeyState;
}

/** What a report says of a record that was settled. */
export function describeSettled({ userId, key, state }: KeyRecord): SettledKey {
  return { userId, accessKeyId: key, state };
}
