import { type InvalidExemption, parseExemption } from '../../../policy/exemption.ts';
import { lowerCaseTagKey, tagValue } from '../../../policy/tags.ts';
import { judgeByCount } from '../../../policy/verdict.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../../product/tags.ts';
import { count } from '../../formats/words.ts';
import type { InventoryUser } from '../../inventory/inventory-user.ts';
import type { DecisionRow } from '../row.ts';
import { type Action, type DecidedExemption, nothing, refused } from './action.ts';
import type { CurrentAccount } from './current-account.ts';
import { exemptionOf, MAX_TAG_VALUE, tagsOfExemption } from './exemption-tags.ts';
import { newKeyIn } from './new-key.ts';

/** IAM allows a user so many tags (IAM and AWS STS quotas). */
const MAX_TAGS = 50;

/**
 * What is to be done about a row that exempts its user: the rule has to accept the exemption today, and IAM
 * its texts.
 */
export function checkExemption(row: DecisionRow, user: InventoryUser, account: CurrentAccount): Action {
  const settled = judgeByCount(user.accessKeys);
  if (settled) return nothing(`${count(settled.activeKeys, 'active access key')}: no exemption is needed.`);
  const exemption = exemptionOf(row);
  const defect = newKeyIn(row, user) ?? defectOf(row, exemption, account);
  if (defect !== undefined) return refused(defect);
  const present = new Map(Object.entries(user.tags ?? {}));
  const tags = tagsOfExemption(exemption, present);
  if ([...tags].every(([key, value]) => tagValue(present, key) === value)) {
    return nothing(`exempt until ${exemption.until} already.`);
  }
  const keys = new Set([...present.keys(), ...tags.keys()].map(lowerCaseTagKey));
  if (keys.size > MAX_TAGS)
    return refused(`IAM allows ${MAX_TAGS} tags on a user; with the exemption there were ${keys.size}.`);
  return { kind: 'exempt', exemption, replaced: user.exemption };
}

/** What is wrong with an exemption; undefined if the rule would accept it. */
function defectOf(
  row: DecisionRow,
  exemption: DecidedExemption,
  { policy, now }: CurrentAccount,
): string | undefined {
  const { until, reason, owner } = exemption;
  const long = [reason, owner].find((text) => text.length > MAX_TAG_VALUE);
  if (long !== undefined) {
    return `the reason with its ticket, and the owner, have ${MAX_TAG_VALUE} characters at most as tags; one has ${long.length}.`;
  }
  const tags = new Map([
    [EXEMPT_UNTIL_TAG, until],
    [EXEMPT_REASON_TAG, reason],
  ]);
  const read = parseExemption(tags, policy, now);
  if (!read) return `exemptUntil is ${until}, which is over.`;
  return read.kind === 'invalid' ? describeInvalid(read, row) : undefined;
}

function describeInvalid(exemption: InvalidExemption, row: DecisionRow): string {
  switch (exemption.defect) {
    case 'Malformed':
      return `exemptUntil is "${exemption.until}"; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.`;
    case 'TooLate':
      return `exemptUntil is ${exemption.until}; expected ${exemption.latest} at the latest (exemptionMaxDays).`;
    case 'NoReason':
      return row.reason.trim() === ''
        ? 'an exemption needs a reason.'
        : 'the reason has no character that IAM allows in a tag.';
  }
}
