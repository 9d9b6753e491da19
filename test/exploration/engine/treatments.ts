import type { Call } from '../../../sandbox/api.ts';

/** What may become of a call of a run, and of the run at this call. */
export const TREATMENTS = {
  /** The service refuses the attempt for its rate; nothing happened. */
  throttled: 'a fault',
  /** No attempt reaches the service. */
  unavailable: 'a fault',
  /**
   * The attempt takes effect and its answer is lost; a client that repeats requests makes another attempt.
   */
  lost: 'a fault',
  /** Like `lost`, and no further attempt has an answer either. */
  'lost-for-good': 'a fault',
  /** The client gives the attempt up, and it takes effect later. */
  late: 'a fault',
  /** Lambda ends the function before the call. */
  killed: 'a fault',
  /** Lambda ends the function after the request has left, and it takes effect later. */
  'killed-late': 'a fault',
  /** IAM answers a read as it would have before the last change. */
  outdated: 'an outdated read',
} as const;

/** What may become of a call. */
export type Treatment = keyof typeof TREATMENTS;

export const isTreatment = (what: string): what is Treatment => Object.hasOwn(TREATMENTS, what);

/** Whether a client repeats a request that failed. */
export type Repeating = 'repeats' | 'makes one attempt';

/** Whether the client makes another attempt, which succeeds. */
export const isRepeated = (treatment: Treatment, repeating: Repeating): boolean =>
  repeating === 'repeats' && ['throttled', 'lost', 'late'].includes(treatment);

/** The services and operations that change nothing. */
const READS = /^(Get|List|Describe|Query)/;

/** Whether an operation changes nothing. */
export const isRead = (operation: string): boolean => READS.test(operation);

/** Whether the service does not promise that a read shows every earlier write. */
export const mayBeOutdated = ({ service, operation, input }: Call): boolean =>
  isRead(operation) &&
  (service === 'iam' ||
    (service === 'dynamodb' && !(input as { readonly ConsistentRead?: boolean }).ConsistentRead));

/** The treatments that make a difference for a call. */
export function treatmentsOf(call: Call, repeating: Repeating): readonly Treatment[] {
  if (isRead(call.operation)) {
    return mayBeOutdated(call) ? ['unavailable', 'outdated', 'killed'] : ['unavailable', 'killed'];
  }
  // DynamoDB's writes are conditional, so that a refused attempt of theirs makes no difference.
  return repeating === 'repeats' && call.service !== 'iam'
    ? ['unavailable', 'lost', 'lost-for-good', 'late', 'killed', 'killed-late']
    : ['throttled', 'unavailable', 'lost', 'late', 'killed', 'killed-late'];
}
