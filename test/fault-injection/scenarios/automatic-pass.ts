import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { itemsOf } from '../../support/ledger.ts';
import { countToday, isNotedAsTold, noticeOf, TELLING } from '../../support/notices/notice-items.ts';
import { deployed, evaluate } from '../../support/rule.ts';
import { messagesOf } from '../accepted-messages.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { addEndings, addStarts, addUsers, putNotices } from './automatic-pass-users.ts';
import { pauseLabel } from './daily-pass.ts';
import { messageLabel } from './messages.ts';
import { inputOf, kindOf, nameOf, RUNBOOK_SENDER } from './users.ts';

/** The event of the daily schedule in a stack with `Remediation=Automatic`. */
const EVENT = { operation: 'DailyPass', remediation: 'Automatic' } as const;

const PURPOSES: Readonly<Record<string, string>> = {
  AUTOMATIC: 'the count of the day',
  EXEMPTION: 'the ending exemptions',
  TOLD: 'what was told',
  RECEIPT: 'the receipt',
};

function labels(call: Call, before: readonly Call[]): string {
  switch (call.operation) {
    case 'GetParametersByPath':
      return pauseLabel(call, before);
    case 'Invoke':
      return messageLabel(call);
    case 'ListUsers': {
      const isFirst = before.every(({ operation }) => operation !== call.operation);
      return `${nameOf(call)} ${isFirst ? 'at first' : 'for the second time'}`;
    }
    default:
      return [nameOf(call), purposeOf(call)].filter(Boolean).join(' ');
  }
}

function purposeOf(call: Call): string {
  const kind = kindOf(call) ?? '';
  if (kind === 'KEY') {
    return inputOf(call).ExpressionAttributeValues?.[':sk'] ? 'the records' : 'the records of all users';
  }
  if (kind !== 'NOTICE') return PURPOSES[kind] ?? '';
  if (call.operation === 'Query') return 'the notices';
  return inputOf(call).Item?.['remindedAt']?.S ? 'the reminder' : 'the notice';
}

/** What the pass has to do for each user, and whether it is done. */
type Duties = Readonly<Record<string, () => boolean>>;

/**
 * One deactivation is due and may be started, one is due and has to wait for another day; others need a
 * notice or its end.
 */
async function prepare(): Promise<Scene> {
  const { account } = deployed({ telling: TELLING });
  const users = addUsers(account);
  await evaluate(account);
  await putNotices(account, users);
  const { exempt, used } = addEndings(account);
  account.clock.advance(60_000);
  countToday(account, exempt.userId);
  const started = addStarts(account);
  const startedFor = () => [...new Set(started.values())];
  const { due, younger, remindable, compliant, gone, fresh, refused } = users;
  const keysOf = () => account.backdoor.users().map(({ userName }) => account.backdoor.keysOf(userName));
  const before = keysOf();
  const automatic: Duties = {
    started: () => startedFor().length > 0,
    reminded: () => (noticeOf(account, remindable.userId)?.['remindedAt'] ?? '') !== '',
    'void, compliant': () => noticeOf(account, compliant.userId) === undefined,
    'void, gone': () => noticeOf(account, gone.userId) === undefined,
    noticed: () => noticeOf(account, fresh.userId) !== undefined,
    refused: () => isNotedAsTold(account, `Refused#${refused.userId}#KeysInUse`),
  };
  const endings: Duties = {
    exemption: () => isNotedAsTold(account, `ExemptionEnding#${exempt.userId}`),
    used: () => isNotedAsTold(account, `DeactivatedKeyUsed#${used}`),
  };
  const undone = (duties: Duties) => Object.keys(duties).filter((name) => !duties[name]?.());
  const undoneOfAll = () => undone({ ...automatic, ...endings });
  const isTold = (event: string, id: string) =>
    messagesOf(account).some((message) => message.event === event && message.userId === id);
  const firstDay = account.clock.now().getTime();
  return {
    account,
    event: EVENT,
    assertInvariants({ last: { failed, answer } }) {
      expect(keysOf()).toEqual(before);
      // One user was counted today, and two a day are allowed; only a notice that is old enough leads to a
      // start.
      expect(startedFor().length).toBeLessThanOrEqual(1);
      expect(started.size).toBe(startedFor().length);
      expect([due.userId, younger.userId]).toEqual(expect.arrayContaining(startedFor()));
      // What was not accepted never counts as told.
      if (automatic['noticed']?.()) expect(isTold('Noticed', fresh.userId)).toBe(true);
      if (automatic['reminded']?.()) expect(isTold('Reminder', remindable.userId)).toBe(true);
      if (automatic['refused']?.()) expect(isTold('Refused', refused.userId)).toBe(true);
      if (endings['exemption']?.()) expect(isTold('ExemptionEnding', exempt.userId)).toBe(true);
      if (endings['used']?.()) expect(messagesOf(account).some(isAboutKey(used))).toBe(true);
      assertAges(account, firstDay);
      if (!failed) expect(answer).toMatchObject({ paused: '', automatic: {} });
    },
    leftBehind: {
      'nothing automatic': () => expect(undone(automatic)).toEqual(Object.keys(automatic)),
      'the endings told': () => expect(undone(endings)).toEqual([]),
      'no user without a notice noticed': () => expect(undoneOfAll()).toEqual(['noticed', 'refused']),
      'one user left': () => expect(undoneOfAll().length).toBeLessThanOrEqual(1),
      'users left': () => expect(undoneOfAll().length).toBeGreaterThan(0),
      'nothing left': () => expect(undoneOfAll()).toEqual([]),
      'a message without its note': () => expect(unnoted()).toBeGreaterThan(0),
      'no message': () => expect(messagesOf(account)).toEqual([]),
    },
    assertComplete() {
      expect(undoneOfAll()).toEqual([]);
      expect(startedFor()).toContain(due.userId);
    },
  };

  function unnoted(): number {
    const facts = new Set(messagesOf(account).map(({ event, userId }) => `${event} ${userId}`));
    const told = undoneOfAll().filter((name) =>
      ['noticed', 'reminded', 'refused', 'exemption', 'used'].includes(name),
    );
    return facts.size + told.length - 5;
  }
}

const isAboutKey =
  (key: string) =>
  ({ accessKeyIds }: { readonly accessKeyIds: readonly string[] }): boolean =>
    accessKeyIds.includes(key);

/** A notice that a pass has given names no time before it is old enough. */
function assertAges(account: SandboxAccount, firstDay: number): void {
  for (const { pk, acceptedAt = '', notBefore = '' } of itemsOf(account)) {
    if (pk !== 'NOTICE' || Date.parse(acceptedAt) < firstDay) continue;
    expect(Date.parse(notBefore)).toBeGreaterThanOrEqual(Date.parse(acceptedAt) + 3 * DAY_MS);
  }
}

export const automaticPass: Scenario = {
  name: 'DailyPass, automatic',
  sender: { ...RUNBOOK_SENDER, isAsynchronous: true, telling: TELLING },
  isRunbook: false,
  labels,
  dailyPass: EVENT,
  prepare,
};
