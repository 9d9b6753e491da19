import { DAY_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import { DEACTIVATED_TAG_PREFIX } from '../product/tags.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { outputOf } from './operator.ts';
import { evaluate, showExecution, showRow, showTags } from './runs.ts';
import type { Scene } from './scene.ts';

const KEY = 'AKIADEPLOYNEWEXAMPLE';

/** The other users with a deactivated key on record. */
const OTHER_USERS = ['data-export', 'legacy-batch', 'backup+eu@example', 'was-exempt'];

/** Plays the rest of the lifecycle of a deactivated key: undo, deactivation, soak, deletion. */
export async function playKeyLifecycle(scene: Scene, user: string): Promise<Claim[]> {
  const userScene = { ...scene, user };
  return [
    ...(await undo(userScene)),
    ...(await deactivateAgain(userScene)),
    ...(await deleteAfterSoak(userScene)),
    ...(await dailyPass(userScene)),
  ];
}

interface UserScene extends Scene {
  readonly user: string;
}

async function undo({ account, operator, page, user }: UserScene): Promise<Claim[]> {
  page.heading(`4. Undo: ${user} still needs its key`);
  page.text('Since the deactivation, the user has a tag as its record:', '');
  showTags(account, page, user);
  showExecution(page, await operator.undo(user, KEY));
  showTags(account, page, user);
  account.clock.advance(60_000);
  await evaluate(account);
  page.text('', 'In the next evaluation, the user is exempt:', '');
  showRow(operator, page, user);
  const again = outputOf(await operator.remediate(user), 'Outcome');
  const twice = outputOf(await operator.undo(user, KEY), 'Outcome');
  return [
    claim(`both keys of ${user} are Active again`, activeKeys(account, user).length === 2),
    claim(
      'the user is exempt for seven days',
      operator.dashboard().get(user)?.complianceType === 'NOT_APPLICABLE',
    ),
    claim('another click on Remediate does nothing', again === 'Exempt'),
    claim('another undo does nothing', twice === 'NothingToDo'),
  ];
}

async function deactivateAgain({ account, operator, page, user }: UserScene): Promise<Claim[]> {
  page.heading('5. Eight days later, the exemption has expired');
  account.clock.advance(8 * DAY_MS);
  await evaluate(account);
  showRow(operator, page, user);
  const before = operator.dashboard().get(user)?.complianceType;
  const execution = await operator.remediate(user);
  showExecution(page, execution);
  showTags(account, page, user);
  return [
    claim(`${user} is NON_COMPLIANT again`, before === 'NON_COMPLIANT'),
    claim('the same key is deactivated again', outputOf(execution, 'DeactivatedAccessKeyIds') === KEY),
  ];
}

async function deleteAfterSoak({ account, operator, page, user }: UserScene): Promise<Claim[]> {
  page.heading('6. Delete the key after a soak of 14 days');
  account.clock.advance(13 * DAY_MS);
  const early = await operator.delete(user);
  page.text('After 13 days:', '');
  showExecution(page, early);
  account.clock.advance(DAY_MS);
  const dryRun = await operator.delete(user, { DryRun: 'true' });
  const execution = await operator.delete(user);
  page.text('', 'After 14 days:', '');
  showExecution(page, execution);
  showTags(account, page, user);
  await evaluate(account);
  showRow(operator, page, user);
  return [
    claim('no key is deleted before the soak is over', outputOf(early, 'Outcome') === 'NothingToDo'),
    claim('a dry run names the key that would be deleted', outputOf(dryRun, 'PlannedAccessKeyIds') === KEY),
    claim('after the soak the key is deleted', outputOf(execution, 'DeletedAccessKeyIds') === KEY),
    ...claimsAfterDeletion(account, user),
  ];
}

function claimsAfterDeletion(account: SandboxAccount, user: string): Claim[] {
  const tags = Object.keys(account.backdoor.tagsOf(user));
  const hasRecord = tags.some((tag) => tag.startsWith(DEACTIVATED_TAG_PREFIX));
  const hasOneKey = account.backdoor.keysOf(user).length === 1;
  return [
    claim(`${user} has one key, and the record is gone`, hasOneKey && !hasRecord),
    claim(
      `${user} is COMPLIANT, with the key that was in use all the time`,
      String(activeKeys(account, user)) === 'AKIADEPLOYOLDEXAMPLE',
    ),
  ];
}

async function dailyPass({ account, page }: UserScene): Promise<Claim[]> {
  page.heading('7. The daily schedule, if deployed, deletes the other keys');
  const { Payload } = await account.functions.invoke(NAMES.remediationFunction, {
    operation: 'StartDeletions',
    soakDays: '14',
  });
  const { users, usersOnRecord, started } = JSON.parse(Payload) as {
    readonly users: number;
    readonly usersOnRecord: number;
    readonly started: readonly object[];
  };
  page.text(
    `${users} users read, ${usersOnRecord} of them on record; ${started.length} executions of ` +
      `${RUNBOOKS.delete.name} started.`,
  );
  const left = OTHER_USERS.filter((name) => account.backdoor.keysOf(name).length !== 1);
  return [
    claim('one execution was started for each user on record', started.length === OTHER_USERS.length),
    claim('each user on record has one key left', left.length === 0),
    claim(
      'payroll, which was never remediated, still has both keys',
      activeKeys(account, 'payroll').length === 2,
    ),
  ];
}
