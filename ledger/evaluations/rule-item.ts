import { parseJson } from '../../aws/json.ts';
import { ALWAYS, inPlaceOf } from '../conditions.ts';
import { LedgerError, MalformedItemError, orMalformed } from '../errors.ts';
import type { Item } from '../item.ts';
import { ruleKey } from '../layout.ts';
import { parseIsoTime, parseNonce, parseOptionalTime, parseText } from '../parse-attribute.ts';
import { type Ledger, putItem, readItem } from '../table.ts';
import { NOTHING_KNOWN, type OwedStart, type RuleState, type RunRecord } from './rule-state.ts';

/** The ledger, and a text that is different each time. */
export interface NotingLedger {
  readonly ledger: Ledger;
  readonly randomId: () => string;
}

/** Thrown if other runs changed what is known of a rule faster than this run could. */
export class ContendedRuleError extends LedgerError {
  override readonly name = 'ContendedRuleError';

  constructor(rule: string) {
    super(`other runs changed the item RULE of the rule ${rule} ${ATTEMPTS} times in a row; start again`);
  }
}

/**
 * As many runs can change the state of a rule at the same time: each attempt that fails is another one's
 * success.
 */
const ATTEMPTS = 30;

/** What is known of a rule, and the error of an item that nobody understands. */
export interface KnownRule {
  readonly state: RuleState;
  /** Undefined if there is no item. */
  readonly nonce: string | undefined;
  readonly malformed: MalformedItemError | undefined;
}

/**
 * Reads what is known of a rule. Of an item that nobody understands nothing is known, so that the next run is
 * a sweep and its record takes the place of the item. Throws `LedgerUnavailableError`.
 */
export async function readRule(ledger: Ledger, rule: string): Promise<KnownRule> {
  const item = await readItem(ledger, ruleKey(rule));
  if (!item) return { state: NOTHING_KNOWN, nonce: undefined, malformed: undefined };
  const read = orMalformed(() => ({ state: stateIn(item), nonce: parseNonce(item) }));
  return read instanceof MalformedItemError
    ? { state: NOTHING_KNOWN, nonce: undefined, malformed: read }
    : { ...read, malformed: undefined };
}

/**
 * Changes what is known of a rule by a function of what is known, again if another run was faster; returns
 * what the function returned at last. What the function itself reads of the ledger is as new as what it is
 * given. Throws `ContendedRuleError`, `LedgerUnavailableError` and the errors of the function.
 */
export async function changeRule<Change extends { readonly state: RuleState }>(
  { ledger, randomId }: NotingLedger,
  rule: string,
  change: (state: RuleState) => Change | Promise<Change>,
): Promise<Change & Pick<KnownRule, 'malformed'>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { state, nonce: previous, malformed } = await readRule(ledger, rule);
    const changed = await change(state);
    const nonce = randomId();
    const condition = malformed ? ALWAYS : inPlaceOf(previous, nonce);
    const { isWritten } = await putItem(ledger, itemOf(rule, changed.state, nonce), condition);
    if (isWritten) return { ...changed, malformed };
  }
  throw new ContendedRuleError(rule);
}

function itemOf(rule: string, { lastSweepAt, newestAt, owed, runs }: RuleState, nonce: string): Item {
  return {
    ...ruleKey(rule),
    nonce,
    lastSweepAt: lastSweepAt?.toISOString() ?? '',
    newestAt: newestAt?.toISOString() ?? '',
    owed: JSON.stringify(owed),
    runs: JSON.stringify(runs),
  };
}

function stateIn(item: Item): RuleState {
  return {
    lastSweepAt: parseOptionalTime(item, 'lastSweepAt'),
    newestAt: parseOptionalTime(item, 'newestAt'),
    owed: parseList(item, 'owed', owedIn),
    runs: parseList(item, 'runs', runIn),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Parses a list of objects in JSON; `read` returns undefined for an object that has not the form of its kind.
 */
function parseList<Each>(
  item: Item,
  attribute: string,
  read: (fields: Fields) => Each | undefined,
): readonly Each[] {
  const each = listIn(parseText(item, attribute)).map((fields) => fields && read(fields));
  if (each.every((one) => one !== undefined)) return each;
  throw new MalformedItemError(item, attribute, 'a list in the form that ledger/evaluations writes');
}

function listIn(text: string): readonly (Fields | undefined)[] {
  const list = parseJson(text);
  if (!Array.isArray(list)) return [undefined];
  return list.map((each) => (typeof each === 'object' && each !== null ? each : undefined));
}

function owedIn({ nonce, frequencyMs, isAccepted, ...times }: Fields): OwedStart | undefined {
  const [startedAt, awaitedSince] = [timeIn(times['startedAt']), timeIn(times['awaitedSince'])];
  if (!isText(nonce) || !startedAt || !awaitedSince) return undefined;
  if (typeof isAccepted !== 'boolean' || typeof frequencyMs !== 'number') return undefined;
  return { nonce, startedAt, awaitedSince, isAccepted, frequencyMs };
}

function runIn({ id, kind, notifiedAt, beganAt, isCompleted, claims }: Fields): RunRecord | undefined {
  const [notified, began] = [timeIn(notifiedAt), timeIn(beganAt)];
  if (!isText(id) || !notified || !began || typeof isCompleted !== 'boolean') return undefined;
  if ((kind !== 'sweep' && kind !== 'targeted') || !Array.isArray(claims)) return undefined;
  const valid = claims.filter((each) => isText(each?.user) && isText(each?.nonce));
  if (valid.length < claims.length) return undefined;
  return { id, kind, notifiedAt: notified, beganAt: began, isCompleted, claims: valid };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const timeIn = (value: unknown): Date | undefined =>
  typeof value === 'string' ? parseIsoTime(value) : undefined;
