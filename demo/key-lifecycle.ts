import { DAY_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { outcomeOf, outputOf } from './operator.ts';
import { evaluate, showExecution, showOutcomes, showRecords, showRow, showTags } from './runs.ts';
import type { Part, Scene } from './scene.ts';

const KEY = 'AKIADEPLOYNEWEXAMPLE';

/** The rest of the lifecycle of the deactivated key of a user: undo, deactivation, soak, deletion. */
export function keyLifecycleOf(user: string): readonly Part[] {
  return [undo, deactivateAgain, deleteAfterSoak].map((part) => (scene) => part({ ...scene, user }));
}

interface UserScene extends Scene {
  readonly user: string;
}

async function undo({ account, operator, page, user }: UserScene): Promise<Claim[]> {
  page.heading(`4. Undo: ${user} still needs its key`);
  page.text('Since the deactivation, the ledger has a record of it:', '');
  showRecords(account, page, user);
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
  const [execution, other] = await Promise.all([operator.remediate(user), operator.remediate(user)]);
  showExecution(page, execution);
  showRecords(account, page, user);
  page.text(
    '',
    'Somebody else clicked Remediate at the same time, and one run at a time works on a user:',
    '',
  );
  showOutcomes(page, [{ userName: user, execution: other }]);
  return [
    claim(`${user} is NON_COMPLIANT again`, before === 'NON_COMPLIANT'),
    claim('a second run at the same time is refused', outcomeOf(other) === 'Refused: LeaseHeld'),
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
  showRecords(account, page, user);
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
  const hasOneKey = account.backdoor.keysOf(user).length === 1;
  return [
    claim(`${user} has one key`, hasOneKey),
    claim(
      `${user} is COMPLIANT, with the key that was in use all the time`,
      String(activeKeys(account, user)) === 'AKIADEPLOYOLDEXAMPLE',
    ),
  ];
}
