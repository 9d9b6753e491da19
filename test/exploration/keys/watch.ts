import { NAMES } from '../../../product/names.ts';
import type { Call } from '../../../sandbox/api.ts';
import { isRead, type Treatment } from '../engine/treatments.ts';
import type { Meaning, Scene } from './acts.ts';
import type { Made, Statuses } from './evidence.ts';
import type { Change, Past, Subject } from './history.ts';

/** Notes who changes the keys of alice, and what runs have seen of it. */
export function watch(
  { account, userId }: Scene,
  past: Past,
  onChange: (made: Pick<Made, 'change' | 'was' | 'index' | 'statuses'>) => void,
  onWrongUser: (run: string) => void,
) {
  const { backdoor, clock, tables } = account;
  const now = () => clock.now().getTime();
  const user = () => backdoor.users().find((each) => each.userId === userId);
  const statuses = (): Statuses =>
    new Map(user() ? backdoor.keysOf(userId).map((key) => [key.accessKeyId, key.status]) : []);
  const iamText = () =>
    JSON.stringify(
      backdoor
        .users()
        .map((each) => [
          each.userName,
          each.userId,
          backdoor.keysOf(each.userId),
          backdoor.tagsOf(each.userId),
        ]),
    );
  const add = (made: Omit<Change, 'at'>): void => {
    const index = past.history.changes.length;
    const change = { ...made, at: now() };
    past.add(change);
    onChange({ change, was: before.get(change.key), index, statuses: statuses() });
  };
  const ledgerNow = () => ledgerText(tables.itemsOf(NAMES.sandboxLedger));
  let [changedBy, ledgerChangedAt] = ['', Number.NEGATIVE_INFINITY];
  let [before, text, ledger, changedAt] = [statuses(), iamText(), ledgerNow(), Number.NEGATIVE_INFINITY];
  const mayHaveChanged = { iam: false, dynamodb: false };
  let others = othersText();
  function othersText(): string {
    return JSON.stringify(
      backdoor
        .users()
        .filter((each) => each.userId !== userId)
        .map((each) => [backdoor.keysOf(each.userId), backdoor.tagsOf(each.userId)]),
    );
  }
  const lookAtKeys = (by: string, meant?: Meaning): void => {
    const after = statuses();
    if (by !== 'person' && othersText() !== others) onWrongUser(by);
    others = othersText();
    for (const [key, to] of changesBetween(before, after)) add({ key, to, by, isEffective: true });
    const isSeen = meant && before.get(meant.key) !== after.get(meant.key);
    if (meant && !isSeen) add({ ...meant, by, isEffective: false });
    before = after;
    const current = iamText();
    if (current !== text) [text, changedAt, changedBy] = [current, now(), by];
  };
  const lookAtLedger = (): void => {
    const current = ledgerNow();
    if (current !== ledger) [ledger, ledgerChangedAt] = [current, now()];
  };
  const expectChange = (service: string): void => {
    if (service === 'iam' || service === 'dynamodb') mayHaveChanged[service] = true;
  };
  const noteLook = (run: string, call: Call, treatment: Treatment | undefined): void => {
    const subject = subjectOf(call, user()?.userName);
    const isOutdated = treatment === 'outdated';
    if (subject && (isOutdated || treatment === undefined)) {
      past.look(run, subject, isOutdated ? changedAt - 1 : now(), isOutdated);
    }
  };
  return {
    lastChangeAt: (service: string) => (service === 'iam' ? changedAt : ledgerChangedAt),
    lastChangeBy: () => changedBy,
    statuses,
    exists: () => user() !== undefined,
    /** What of the account makes a difference for what comes. */
    text: () => [text, changedAt, changedBy, ledger, ledgerChangedAt].join('\n'),
    /** Says that the next look may find a change. */
    expectChange,
    /** Looks at the ledger, which the events of a change have just changed. */
    lookAgain: lookAtLedger,
    look(by: string, meant?: Meaning) {
      if (mayHaveChanged.dynamodb) lookAtLedger();
      if (mayHaveChanged.iam) lookAtKeys(by, meant);
      mayHaveChanged.iam = false;
      mayHaveChanged.dynamodb = false;
    },
    /** Notes what a call of a run shows it, or is going to write. */
    note(run: string, call: Call, treatment: Treatment | undefined) {
      noteLook(run, call, treatment);
      past.call(run, kindOf(call));
      if (!isRead(call.operation)) expectChange(call.service);
      const written = treatment ? undefined : writtenBy(call);
      if (written) past.write(run, written.key, written.to);
    },
  };
}

function kindOf({ service, operation }: Call): 'look' | 'write' | 'other' {
  if (operation === 'ListAccessKeys') return 'look';
  return service === 'iam' && !isRead(operation) ? 'write' : 'other';
}

/** What a call of IAM would do to a key. */
function writtenBy({ operation, input }: Call): Meaning | undefined {
  const { AccessKeyId: key = '', Status: to } = input as { AccessKeyId?: string; Status?: Change['to'] };
  if (operation === 'DeleteAccessKey') return { key, to: 'deleted' };
  return operation === 'UpdateAccessKey' && to ? { key, to } : undefined;
}

/** Receipts and the notes of changed users make no difference for keys. */
function ledgerText(items: readonly object[]): string {
  return JSON.stringify(
    items.filter(
      (item) => !/"S":"(RECEIPT|CHANGED|SCHEDULED)"/.test(JSON.stringify(Reflect.get(item, 'pk'))),
    ),
  );
}

function subjectOf({ operation, input }: Call, userName: string | undefined): Subject | undefined {
  const { UserName: name } = input as { readonly UserName?: string };
  if (operation === 'ListAccessKeys') return name === userName ? 'keys' : undefined;
  // By whatever name: the answer tells whose name it is.
  if (operation === 'GetUser') return 'tags';
  if (operation === 'GetAccessKeyLastUsed') return 'use';
  return operation === 'Query' && JSON.stringify(input).includes('"TOUCHED"') ? 'touches' : undefined;
}

function changesBetween(before: Statuses, after: Statuses): readonly (readonly [string, Change['to']])[] {
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => [key, 'deleted'] as const);
  const changed = [...after].filter(([key, status]) => before.get(key) !== status);
  return [...gone, ...changed.map(([key, status]) => [key, status as 'Active' | 'Inactive'] as const)];
}
