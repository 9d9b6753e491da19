import { MalformedItemError } from '../../ledger/errors.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import { parseExemption } from '../../policy/exemption.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { judgeByCount } from '../../policy/verdict.ts';
import { describeError } from '../../product/describe.ts';
import type { ReactivateRequest } from '../request.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import { readTags } from '../shared/verification.ts';
import { exemptUser, tagCommand } from './exempt-user.ts';
import type { UndoRun } from './set-active.ts';
import { findTouchByOthers } from './undo-refusal.ts';

/** A key that is Active already, its record, and all keys of the user. */
export interface ActiveKey {
  readonly key: AccessKeyId;
  readonly record: KeyRecord | undefined;
  readonly keys: readonly KeyMetadata[];
}

/**
 * Exempts the user of an undo whose key is Active already, if another Active key could lead to a new
 * deactivation and no exemption is valid: an earlier undo may have left the user without one. Returns a
 * sentence for the receipt; undefined if there is nothing to say.
 *
 * The ledger must prove that One Active Key alone has changed the key; otherwise the sentence says that the
 * user is not exempt. `force` is no reason to exempt: whoever may start this runbook could then exempt any
 * user, without the permission to tag it (docs/decisions/0040). Throws unless the run may write to IAM, and
 * the errors of AWS and of the ledger before that.
 */
export async function exemptAlready(
  undoRun: UndoRun & { readonly request: ReactivateRequest },
  active: ActiveKey,
): Promise<string | undefined> {
  const { user, request, services, run } = undoRun;
  if (request.exemptForDays === 0 || judgeByCount(active.keys)) return undefined;
  const at = services.now();
  const tags = await readTags(services.iam, user);
  const present = parseExemption(tags, request, at);
  if (present?.kind === 'valid') return `Exempt until ${present.until} already.`;
  const bar = await findBar(services, active);
  if (bar !== undefined) return notExempt(bar, tagCommand(request, user, at));
  await run.assertMayWrite();
  const exemption = await exemptUser(request, services, user);
  return joinSentences(exemption, await startReevaluation(services, user));
}

/** Why the ledger does not prove that One Active Key alone has changed the key: it may be compromised. */
async function findBar(
  services: Pick<RemediationServices, 'ledger'>,
  { key, record }: ActiveKey,
): Promise<string | undefined> {
  if (!record) return `The ledger has no record of ${key}.`;
  try {
    return await findTouchByOthers(services, record);
  } catch (error) {
    if (error instanceof MalformedItemError) return `${describeError(error)}.`;
    throw error;
  }
}

const notExempt = (bar: string, command: string): string =>
  `The user is not exempt, and the key may be deactivated again. ${bar} To exempt the user, set the tags: ${command}`;
