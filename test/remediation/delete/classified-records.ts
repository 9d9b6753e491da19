import type { KeyMetadata } from '../../../policy/access-key.ts';
import { classifyRecords } from '../../../remediation/delete/soak.ts';
import { KEY, NOW } from '../../support/users.ts';

export const SOAK_DAYS = 14;

/** The value of a record of a deactivation at this time. */
export const recordOf = (at: Date) =>
  `${at.toISOString()} kept=${KEY.b} execution=4105a4fc-f944-11e6-9d32-0a1b2c3d4950`;

/** The tag that holds the record of a key. */
export const tagOf = (key: string) => `one-active-key:deactivated/${key}`;

/** The classified records, as IDs and codes. */
export function classify(
  keys: readonly KeyMetadata[],
  tags: Readonly<Record<string, string>>,
  soakDays = SOAK_DAYS,
) {
  const user = { keys, tags: new Map(Object.entries(tags)) };
  const { soaked, staying, obsolete } = classifyRecords(user, soakDays, NOW);
  return {
    soaked: soaked.map(({ id }) => id),
    staying: staying.map(({ code }) => code),
    obsolete,
  };
}
