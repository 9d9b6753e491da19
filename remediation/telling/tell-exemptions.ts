import { readTagsOf } from '../../aws/iam-users.ts';
import { readEndingExemptions } from '../../ledger/ending-exemptions.ts';
import { exemptionEnd, LONGEST_REACH, parseExemption } from '../../policy/exemption.ts';
import { describeError } from '../../product/describe.ts';
import type { ListedUsers } from '../shared/listed-users.ts';
import type { RemediationServices } from '../shared/services.ts';
import { messageAbout } from './message-about.ts';
import { tellOnce } from './tell-once.ts';

/**
 * Tells, each once, of exemptions that will soon end, unless their owners have changed them since the rule
 * saw them. Adds a sentence to `failures` about each note that is none. Throws the errors of AWS, of the
 * ledger and of the message.
 */
export async function tellOfExemptions(
  services: RemediationServices,
  users: ListedUsers,
  failures: string[],
): Promise<void> {
  const { exemptions, malformed } = await readEndingExemptions(services.ledger);
  failures.push(...malformed.map(describeError));
  for (const { userId, until } of exemptions) {
    const end = exemptionEnd(until) ?? 0;
    // Beside the decision below, this saves the calls about an exemption that is over.
    if (end <= services.now().getTime()) continue;
    const user = await users.find(userId);
    const tags = user && (await readTagsOf(services.iam, user));
    if (!user || !tags) continue;
    const exemption = parseExemption(tags, LONGEST_REACH, services.now());
    // The owner has changed the exemption since a run of the rule saw it.
    if (exemption?.kind !== 'valid' || exemption.until !== until) continue;
    const reason = `Exempt until ${until}: ${exemption.reason}`;
    const message = messageAbout('ExemptionEnding', user, { reason, time: new Date(end).toISOString() });
    await tellOnce(services, { subject: `ExemptionEnding#${userId}#${until}`, message });
  }
}
