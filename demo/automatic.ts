import { DAY_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import type { DailyPassReport } from '../remediation/daily-pass/report.ts';
import { createSandboxAccount, type SandboxAccount } from '../sandbox/account.ts';
import type { AutomationOptions } from '../sandbox/automation/automation.ts';
import type { PublishedMessage } from '../sandbox/sns/topics.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { deployFunctions, deployRunbooks } from './deployment.ts';
import type { Page } from './page.ts';
import { addPolicies } from './policies.ts';
import { addUser, SHOWCASE } from './population.ts';
import { evaluate } from './runs.ts';

/** For how many days an owner knows of it before a key goes, and how many keys go a day. */
const TELLING = { noticeDays: 3, automaticPerDay: 1, hasTopic: true } as const;

/** Two users whose keys go, one whose owner acts in time, and one whose owner has to decide. */
const USERS: readonly string[] = ['deploy-bot', 'data-export', 'was-exempt', 'payroll'];

/** The owner of this user exempts it on the day after the notice. */
const ACTING = 'was-exempt';

/** Both keys of this user are in use, every day. */
const IN_USE = 'payroll';

/** A day on which AWS Config has evaluated all users, and the daily pass has done its work. */
interface Day {
  readonly at: Date;
  readonly report: DailyPassReport;
  readonly messages: readonly PublishedMessage[];
  /** The users with two active keys. */
  readonly untouched: readonly string[];
}

/**
 * Plays `Remediation=Automatic` with three days of notice, in an account of its own; `startAt` is the first
 * day.
 */
export async function playAutomatic(
  page: Page,
  startAt: Date,
  options: Partial<AutomationOptions>,
): Promise<readonly Claim[]> {
  page.heading('9. Automatic, with three days of notice, in another account');
  page.text('Remediation=Automatic, NoticeDays=3, AutomaticPerDay=1', '');
  const account = createSandboxAccount({ startAt, accountId: '123456789012' });
  deployFunctions(account, { telling: TELLING });
  await deployRunbooks(account, options);
  addPolicies(account);
  for (const user of SHOWCASE) if (USERS.includes(user.userName)) addUser(account, user);
  const days: Day[] = [];
  for (let day = 0; day <= 5; day += 1) {
    days.push(await playDay(account));
    if (day === 0) exempt(account);
    account.clock.advance(DAY_MS);
  }
  showDays(page, days);
  showNotice(page, days);
  return claimsOf(days);
}

async function playDay(account: SandboxAccount): Promise<Day> {
  const at = account.clock.now();
  const before = account.topics.published().length;
  for (const { accessKeyId } of account.backdoor.keysOf(IN_USE)) {
    account.backdoor.useKey(accessKeyId, { at, service: 's3', region: 'us-east-1' });
  }
  await evaluate(account);
  const event = { operation: 'DailyPass', remediation: 'Automatic' };
  const { FunctionError, Payload } = await account.functions.invoke(NAMES.remediationFunction, event);
  if (FunctionError) throw new Error(Payload);
  const messages = account.topics.published().slice(before);
  const untouched = USERS.filter((name) => activeKeys(account, name).length === 2);
  return { at, report: JSON.parse(Payload), messages: messages.filter(isMail), untouched };
}

const isMail = ({ topicArn }: PublishedMessage): boolean => topicArn.endsWith(`:${NAMES.sandboxTopic}`);

function exempt({ backdoor }: SandboxAccount): void {
  backdoor.tagUser(ACTING, {
    'one-active-key:exempt-until': '2026-12-20',
    'one-active-key:exempt-reason': 'both keys are needed until the move - OPS-4712',
  });
}

function showDays(page: Page, days: readonly Day[]): void {
  page.table([
    ['Day', 'The daily pass', 'Messages to the owners'],
    ...days.map(({ at, report, messages }) => [
      at.toISOString().slice(0, 10),
      describe(report),
      messages.map(({ subject }) => subject).join('\n') || 'none',
    ]),
  ]);
}

function describe({ automatic }: DailyPassReport): string {
  if (!automatic) return '';
  const { noticed, reminded, started, waiting, usersLeft } = automatic;
  const counts = {
    noticed: noticed.length,
    reminded: reminded.length,
    started: started.length,
    waiting,
    left: usersLeft,
  };
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([what, count]) => `${count} ${what}`).join(', ') || 'nothing';
}

/** Shows one notice as its reader gets it. */
function showNotice(page: Page, [first]: readonly Day[]): void {
  const notice = first?.messages.find(({ attributes }) => attributes['event'] === 'Noticed');
  if (notice) page.table([['The first of the notices, as mail'], [notice.subject], [notice.message]]);
}

function claimsOf(days: readonly Day[]): readonly Claim[] {
  const events = days.flatMap(({ messages }) => messages.map(({ attributes }) => attributes['event']));
  const last = days.at(-1);
  return [
    claim(
      'nothing automatic happens on the first three days',
      days.slice(0, 3).every(({ untouched }) => untouched.length === USERS.length),
    ),
    claim(
      'afterwards one key a day is deactivated, and no more',
      days.map(({ report }) => report.automatic?.started.length).join() === '0,0,0,1,1,0',
    ),
    claim(
      `${ACTING}, exempt in time, and ${IN_USE}, with keys in use, have both keys`,
      String(last?.untouched) === `${ACTING},${IN_USE}`,
    ),
    claim(
      `3 owners got a notice, 2 a reminder, and that of ${IN_USE} is told once`,
      [3, 2, 2, 1].join() ===
        ['Noticed', 'Reminder', 'Deactivated', 'Refused']
          .map((event) => events.filter((each) => each === event).length)
          .join(),
    ),
  ];
}
