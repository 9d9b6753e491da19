import type { KeyRecord } from '../../../ledger/key-records.ts';
import type { KeyMetadata } from '../../../policy/access-key.ts';
import { type AccessKeyId, userId } from '../../../policy/identifiers.ts';
import { classifyRecords, type DoneRecord } from '../../../remediation/delete/soak.ts';
import { KEY, NOW } from '../../support/users.ts';

export const SOAK_DAYS = 14;

/** The record of a key that was deactivated at this time. */
export const doneAt = (at: Date, key: AccessKeyId = KEY.a): DoneRecord => ({
  userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
  key,
  state: 'done',
  nonce: 'n',
  intendedAt: at,
  changedAt: at,
  deactivatedAt: at,
  survivor: KEY.b,
  execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
});

/** The classified records, as key ids; of those that stay, the sentences. */
export function classify(
  keys: readonly KeyMetadata[],
  records: readonly KeyRecord[],
  { soakDays = SOAK_DAYS, keepTag }: { readonly soakDays?: number; readonly keepTag?: string } = {},
) {
  const { soaked, staying, outdated } = classifyRecords(keys, records, { soakDays, keepTag, now: NOW });
  return {
    soaked: soaked.map(({ key }) => key),
    staying: staying.map(({ sentence }) => sentence),
    outdated: outdated.map(({ record }) => record.key),
  };
}
