import { DAY_MS } from '../../policy/policy.ts';
import { describeError } from '../../product/describe.ts';
import type { MessageEvent, MessageRequest } from '../../product/message.ts';
import type { Outcome, Receipt, RefusalCode, RunResult } from '../receipt.ts';
import type { UserRequest } from '../request.ts';
import type { RemediationServices } from '../shared/services.ts';
import { messageAbout } from './message-about.ts';
import { tellOnce } from './tell-once.ts';

/** The refusals about which the owner of the user has to decide. */
const OWNERS_REFUSALS: readonly (RefusalCode | '')[] = [
  'InvalidExemption',
  'InvalidKeepTag',
  'Indistinguishable',
  'KeysInUse',
  'NewKey',
];

/**
 * For how long the refusal of an automatic run is not told again, in milliseconds: every pass meets it anew.
 */
const REFUSAL_AGAIN_MS = 30 * DAY_MS;

/**
 * Tells people of a receipt, if it is of something that they should hear; of the refusal of an automatic run
 * once in 30 days. Returns a sentence if they could not be told, and never throws: the keys are what they
 * are, whoever hears of it.
 */
export async function tellOf(
  services: RemediationServices,
  request: UserRequest,
  receipt: Receipt,
): Promise<string | undefined> {
  const { tell } = services;
  const message = messageOf({ ...receipt, started: isAutomatic(request) ? AS_AUTOMATIC_RUN : '' });
  if (!tell || !message) return undefined;
  try {
    if (isAutomatic(request) && message.event === 'Refused') await tellRefusal(services, receipt, message);
    else await tell(message);
    return undefined;
  } catch (error) {
    return `People could not be told of this: ${describeError(error)}`;
  }
}

const isAutomatic = (request: UserRequest): boolean =>
  request.operation === 'Deactivate' && request.isAutomatic;

/** Tells of a refusal of an automatic run. Throws the error of the message, and those of the ledger. */
export async function tellRefusal(
  services: RemediationServices,
  { userId, refusalCode }: RunResult,
  message: MessageRequest,
): Promise<void> {
  const subject = `Refused#${userId}#${refusalCode}`;
  await tellOnce(services, { subject, message, againAfterMs: REFUSAL_AGAIN_MS });
}

/** All that a run knows of its start: a person may give the parameter, and a click on Remediate may do so. */
const AS_AUTOMATIC_RUN = 'as an automatic run (Automatic=true)';

/** What a message needs of a receipt, and how the run was started. */
type ToldReceipt = RunResult &
  Pick<Receipt, 'operation' | 'automationExecutionId' | 'at'> &
  Pick<MessageRequest, 'started'>;

/** The message about a receipt; undefined if nobody needs one. */
export function messageOf(receipt: ToldReceipt): MessageRequest | undefined {
  const told = TOLD[receipt.outcome](receipt);
  if (!told) return undefined;
  const { keptAccessKeyId, reason, at: time, undo, automationExecutionId, started } = receipt;
  const facts = { keptAccessKeyId, reason, time, undo, automationExecutionId, started };
  return messageAbout(told.event, receipt, { ...facts, accessKeyIds: told.keys });
}

/** An event of which people are told, and the keys that its message names. */
interface Told {
  readonly event: MessageEvent;
  readonly keys: readonly string[];
}

const nobody = () => undefined;

/** What people are told of each outcome. */
const TOLD: Readonly<Record<Outcome, (receipt: ToldReceipt) => Told | undefined>> = {
  NothingToDo: nobody,
  Exempt: nobody,
  Refused: ({ operation, refusalCode }) =>
    operation === 'Deactivate' && OWNERS_REFUSALS.includes(refusalCode)
      ? { event: 'Refused', keys: [] }
      : undefined,
  UserGone: nobody,
  Planned: nobody,
  Noticed: nobody,
  Deactivated: (receipt) => ({ event: 'Deactivated', keys: receipt.deactivatedAccessKeyIds }),
  Reactivated: (receipt) => ({ event: 'Reactivated', keys: receipt.reactivatedAccessKeyIds }),
  Deleted: (receipt) => ({ event: 'Deleted', keys: receipt.deletedAccessKeyIds }),
};
