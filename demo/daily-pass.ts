import { HOUR_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import type { DailyPassReport } from '../remediation/daily-pass/report.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { deliverEvents } from './events.ts';
import { outcomeOf } from './operator.ts';
import { showOutcomes } from './runs.ts';
import type { Scene } from './scene.ts';

/** The other users with a deactivated key on record that nobody else has changed. */
const UNTOUCHED_USERS = ['legacy-batch', 'backup+eu@example', 'was-exempt'];

/** A user whose deactivated key a person has set to Active for an hour. */
const TOUCHED_USER = 'data-export';
const TOUCHED_KEY = 'AKIAEXPORT100EXAMPLE';

/** Plays the daily pass, which leaves the key alone that a person has changed since its deactivation. */
export async function playDailyPass({ account, page }: Scene): Promise<Claim[]> {
  page.heading('7. The daily pass deletes the other keys, but not one that a person has changed');
  await touch(account);
  const report = await invokeDailyPass(account);
  page.text(describe(report, account));
  const left = UNTOUCHED_USERS.filter((name) => account.backdoor.keysOf(name).length !== 1);
  const refusals = report.refused.map(({ refusalCode }) => refusalCode);
  return [
    claim(
      'one execution was started for each user whose key nobody else has changed',
      report.started.length === UNTOUCHED_USERS.length,
    ),
    claim('each of these users has one key left', left.length === 0),
    claim(
      `the key of ${TOUCHED_USER} that a person has changed is not deleted`,
      String(refusals) === 'TouchedSince' && account.backdoor.keysOf(TOUCHED_USER).length === 2,
    ),
    claim(
      'payroll, which was never remediated, still has both keys',
      activeKeys(account, 'payroll').length === 2,
    ),
  ];
}

/** A person sets the key to Active, and an hour later to Inactive again. */
async function touch(account: SandboxAccount): Promise<void> {
  account.backdoor.setKeyStatus(TOUCHED_KEY, 'Active');
  account.clock.advance(HOUR_MS);
  account.backdoor.setKeyStatus(TOUCHED_KEY, 'Inactive');
  await deliverEvents(account);
}

async function invokeDailyPass({ functions }: SandboxAccount): Promise<DailyPassReport> {
  const request = { operation: 'DailyPass', soakDays: '14' };
  const { FunctionError, Payload } = await functions.invoke(NAMES.remediationFunction, request);
  if (FunctionError) throw new Error(Payload);
  return JSON.parse(Payload);
}

function describe(
  { usersOnRecord, started, refused }: DailyPassReport,
  { backdoor }: SandboxAccount,
): string {
  const names = new Map(backdoor.users().map(({ userId, userName }) => [String(userId), userName]));
  const refusals = refused.map(({ userId, refusalCode }) => `${names.get(userId)} refused (${refusalCode})`);
  const executions = `${started.length} executions of ${RUNBOOKS.delete.name} started`;
  return `${usersOnRecord} users on record; ${[executions, ...refusals].join('; ')}.`;
}

/** Plays the undo of the key that a person has changed: it may be compromised, so it needs Force. */
export async function undoByForce({ account, operator, page }: Scene): Promise<Claim[]> {
  page.heading('8. Undo by force, since a person has changed the key');
  const undo = await operator.undo(TOUCHED_USER, TOUCHED_KEY);
  const forced = await operator.undo(TOUCHED_USER, TOUCHED_KEY, { Force: 'true' });
  showOutcomes(page, [
    { userName: TOUCHED_USER, execution: undo },
    { userName: TOUCHED_USER, execution: forced },
  ]);
  return [
    claim('an undo without Force is refused', outcomeOf(undo) === 'Refused: TouchedSince'),
    claim(
      'an undo with Force=true sets the key to Active',
      outcomeOf(forced) === 'Reactivated' && activeKeys(account, TOUCHED_USER).length === 2,
    ),
  ];
}
