import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import type { CallRecord } from '../../../sandbox/call-record.ts';
import type { Treatment } from '../engine/treatments.ts';
import { type History, type Looks, looksOf, type Notification, type Shown } from './history.ts';

/** What the watch learns of the calls that took effect. */
export interface Watched {
  /** Somebody started an evaluation. */
  onStart(rule: string, by: string): void;
  /** Somebody created a schedule that is due at this time, in milliseconds. */
  onSchedule(at: number, input: string): void;
  /** Somebody wrote what is known of a rule. */
  onRuleNoted(rule: string, by: string): void;
}

/** Notes what runs read, and what took effect of what they asked for. */
export function watch(
  account: SandboxAccount,
  history: History,
  { onStart, onSchedule, onRuleNoted }: Watched,
) {
  const { calls, tables, configRules, backdoor } = account;
  let seen = 0;
  let [isLedgerKnown, ledger] = [false, ''];
  let writtenAt = Number.NEGATIVE_INFINITY;
  const told = new Map<string, Told>();
  const ofOperation: Readonly<Record<string, (call: CallRecord) => void>> = {
    PutItem: ({ input, principal }) => {
      const { pk, sk } = (input as PutInput).Item;
      if (pk?.S === 'RULE') onRuleNoted(sk?.S ?? '', principal);
      noteRuns(history, input as PutInput);
      noteTold(history, input as PutInput);
    },
    DeleteItem: ({ input }) => noteRemoved(history, input as DeleteInput),
    PutEvaluations: ({ input, principal }) => noteEvaluations(input as Evaluations, principal),
    StartConfigRulesEvaluation: ({ input, principal }) =>
      onStart((input as { ConfigRuleNames: string[] }).ConfigRuleNames[0] ?? '', principal),
    CreateSchedule: ({ input }) => {
      const { ScheduleExpression: at, Target } = input as {
        ScheduleExpression: string;
        Target: { Input: string };
      };
      onSchedule(new Date(`${at.slice(3, -1)}Z`).getTime(), Target.Input);
    },
  };
  function noteEvaluations({ ResultToken, Evaluations }: Evaluations, run: string): void {
    const about = told.get(ResultToken);
    if (!about) return;
    const looks = looksOf(history, run);
    const isSweep = about.notification.kind !== 'targeted';
    const ids = backdoor.users().map(({ userId }) => userId);
    const wrong = Evaluations.filter(
      ({ ComplianceResourceId: id, ComplianceType }) => isRetired(ComplianceType) && ids.includes(id),
    );
    history.broken.push(...wrong.map(() => `${run} calls a user gone who exists`));
    for (const { ComplianceResourceId: id, ComplianceType } of Evaluations) {
      const version = (isRetired(ComplianceType) ? looks.listing : looks.keys).get(id) ?? 0;
      const isAlarm = isSweep && ComplianceType === 'NON_COMPLIANT';
      noteShown(history, { ...about, id, run, version, isSweep, isAlarm });
    }
  }
  function noteKeys({ keys }: Looks, { UserName }: { readonly UserName: string }): void {
    const user = backdoor.users().find(({ userName }) => userName === UserName);
    if (user) keys.set(user.userId, history.versions.get(user.userId) ?? 0);
  }
  return {
    /** Says which rule a notification is for. */
    notify(token: string, notification: Notification, at: number): void {
      told.set(token, { notification, at });
    },
    /** Notes what a call that is about to be made shows to a run. */
    note(run: string, { operation, input }: Call, treatment: Treatment | undefined): void {
      if (treatment) history.disturbances.add(disturbanceOf(operation, treatment));
      if (treatment && treatment !== 'outdated') return;
      const looks = looksOf(history, run);
      noteLook(looks, operation);
      if (operation === 'ListUsers') looks.listing = new Map(history.versions);
      if (operation === 'ListAccessKeys') noteKeys(looks, input as { readonly UserName: string });
    },
    /** Notes the calls that took effect since. */
    look(): void {
      for (; seen < calls.length; seen += 1) {
        const call = calls[seen];
        if (call?.outcome !== 'ok') continue;
        if (call.service === 'dynamodb' && call.operation !== 'Query') {
          isLedgerKnown = false;
          writtenAt = call.at.getTime();
        }
        ofOperation[call.operation]?.(call);
      }
    },
    /** When the ledger was last written, in milliseconds. */
    writtenAt: () => writtenAt,
    /** The ledger. */
    text(): string {
      if (!isLedgerKnown) ledger = ledgerText(tables.itemsOf(NAMES.sandboxLedger));
      isLedgerKnown = true;
      return ledger;
    },
    /** The results that AWS Config holds. */
    dashboard: (rules: readonly string[]) => JSON.stringify(rules.map((rule) => configRules.results(rule))),
  };
}

const isRetired = (complianceType: string): boolean => complianceType === 'NOT_APPLICABLE';

/**
 * A look into the ledger shows what other runs have done; what is read after it may be older than what they
 * report next.
 */
function noteLook(looks: Looks, operation: string): void {
  if (USER_READS.includes(operation)) looks.hasRead = true;
  if (operation !== 'Query') return;
  looks.overtaken.clear();
  looks.hasRead = false;
}

/** A user who cannot be read costs no other user anything. */
export const UNREADABLE_USER = 'an unreadable user';

const disturbanceOf = (operation: string, treatment: Treatment): string =>
  treatment === 'unavailable' && USER_READS.includes(operation) ? UNREADABLE_USER : treatment;

const USER_READS = ['ListAccessKeys', 'GetUser', 'GetAccessKeyLastUsed'];

interface PutInput {
  readonly Item: Readonly<Record<string, { readonly S?: string }>>;
}

interface Evaluations {
  readonly ResultToken: string;
  readonly Evaluations: readonly { readonly ComplianceResourceId: string; readonly ComplianceType: string }[];
}

/** Notes which notifications begin which runs, and who takes which note on. */
function noteRuns(history: History, { Item: { pk, sk, runs } }: PutInput): void {
  if (pk?.S !== 'RULE') return;
  for (const { id, kind, claims } of JSON.parse(runs?.S ?? '[]') as RunItem[]) {
    const notification = history.notifications.get(id);
    if (!notification || notification.kind !== undefined) continue;
    notification.kind = kind;
    for (const { nonce } of claims) {
      const key = claimKey(sk?.S, nonce);
      history.claims.set(key, (history.claims.get(key) ?? new Set()).add(id));
    }
  }
}

/**
 * A start that is slower than the run of another one tells the rule of a change once more: that costs another
 * evaluation.
 */
function noteTold(history: History, { Item: { pk, sk, nonce } }: PutInput): void {
  const key = claimKey(sk?.S, nonce?.S);
  if (pk?.S !== 'PENDING' || !history.removed.has(key)) return;
  history.notes += 1;
  history.claims.delete(key);
}

function noteRemoved(history: History, { Key: { pk, sk }, ExpressionAttributeValues }: DeleteInput): void {
  if (pk?.S === 'PENDING') history.removed.add(claimKey(sk?.S, ExpressionAttributeValues?.[':nonce0']?.S));
}

/** A rule, and the nonce of a note. */
const claimKey = (sk = '', nonce = ''): string => `${sk.split('#')[0]}/${nonce}`;

interface DeleteInput {
  readonly Key: PutInput['Item'];
  readonly ExpressionAttributeValues?: PutInput['Item'];
}

interface RunItem {
  readonly id: string;
  readonly kind: string;
  readonly claims: readonly { readonly nonce: string }[];
}

/** What a token is for, and the time of the notification in milliseconds. */
interface Told {
  readonly notification: Notification;
  readonly at: number;
}

interface Report extends Told {
  readonly id: string;
  readonly run: string;
  readonly version: number;
  readonly isSweep: boolean;
  /** Of a sweep, which reports an alarm even if a newer run has taken the user on. */
  readonly isAlarm: boolean;
}

/**
 * Where AWS Config keeps the last evaluation, an old one stays if another run reported between the last look
 * of a run into the ledger and its report, which nobody can help; and an alarm of a sweep, which is better
 * than an all-clear.
 */
function noteShown(history: History, { notification, at, id, run, version, isSweep, isAlarm }: Report): void {
  const key = `${notification.rule}/${id}`;
  const before = history.shown.get(key);
  const best = before?.best ?? 0;
  const { overtaken, hasRead } = looksOf(history, run);
  const isOvertaken = isAlarm || (overtaken.has(key) && !hasRead);
  const shown = { version, at, isExcused: false };
  const last: Shown = { ...shown, isExcused: version < best && isOvertaken };
  const newest = before && before.newest.at > at ? before.newest : shown;
  history.shown.set(key, { last, newest, best: Math.max(best, version) });
  for (const [other, looks] of history.looks) if (other !== run) looks.overtaken.add(key);
  if (!isSweep) history.evaluations += 1;
}

/** Touches make no difference for evaluations, and nobody reads when an item expires. */
function ledgerText(items: readonly object[]): string {
  return JSON.stringify(items, (name, value) => (name === 'expiresAt' ? undefined : value));
}
