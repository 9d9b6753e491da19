import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { playDailyPass, undoByForce } from './daily-pass.ts';
import { keyLifecycleOf } from './key-lifecycle.ts';
import { type Operator, outputOf } from './operator.ts';
import { remediateOtherUsers } from './other-users.ts';
import type { Page } from './page.ts';
import { SHOWCASE } from './population.ts';
import { evaluate, showExecution, showRow } from './runs.ts';
import { playParts, type Scene } from './scene.ts';

/** The user whose keys the demo follows: one key was never used, the other is in use. */
const MAIN_USER = 'deploy-bot';

type Dashboard = ReturnType<Operator['dashboard']>;

/** Plays all parts of the demo on an account with the product in it; returns the claims of all parts. */
export function playStory(scene: Scene): Promise<Claim[]> {
  return playParts(scene, [
    evaluateAllUsers,
    remediateMainUser,
    remediateOtherUsers,
    ...keyLifecycleOf(MAIN_USER),
    playDailyPass,
    undoByForce,
  ]);
}

async function evaluateAllUsers({ account, operator, page }: Scene): Promise<Claim[]> {
  page.heading('1. AWS Config evaluates the rule');
  await evaluate(account);
  const board = operator.dashboard();
  const count = (type: string) => [...board.values()].filter((row) => row.complianceType === type).length;
  const [compliant, nonCompliant, exempt] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'].map(count);
  page.text(
    `${board.size} users: ${compliant} COMPLIANT, ${nonCompliant} NON_COMPLIANT, ${exempt} NOT_APPLICABLE. The users of ` +
      'the showcase:',
    '',
  );
  showShowcase(page, board);
  return claimsOfEvaluation(account, board);
}

function showShowcase(page: Page, board: Dashboard): void {
  const rows = SHOWCASE.map(({ userName }) => board.get(userName));
  page.table([
    ['User', 'Compliance', 'Annotation'],
    ...rows.map((row) => [row?.userName ?? '', row?.complianceType ?? '', row?.annotation ?? '']),
  ]);
}

function claimsOfEvaluation(account: SandboxAccount, board: Dashboard): Claim[] {
  return [
    claim('every user has a result', board.size === account.backdoor.users().length),
    claim(
      `${MAIN_USER} is NON_COMPLIANT, and the annotation names the surplus key`,
      Boolean(board.get(MAIN_USER)?.annotation.includes('deactivate AKIADEPLOYNEWEXAMPLE (never used')),
    ),
    claim(
      'rotating-app is COMPLIANT, since a rotation is in progress',
      Boolean(board.get('rotating-app')?.annotation.includes('Rotation in progress')),
    ),
    claim(
      'slow-rotation, whose new key is not in use after the grace, keeps both keys for now',
      Boolean(board.get('slow-rotation')?.annotation.includes('NewKey: A rotation may be under way')),
    ),
    claim(
      'migration is NOT_APPLICABLE, since it is exempt',
      board.get('migration')?.complianceType === 'NOT_APPLICABLE',
    ),
  ];
}

async function remediateMainUser({ account, operator, page }: Scene): Promise<Claim[]> {
  page.heading(`2. Remediate ${MAIN_USER}`);
  const execution = await operator.remediate(MAIN_USER);
  showExecution(page, execution);
  page.text('', 'The runbook started an evaluation. The dashboard after it:', '');
  await account.configRules.runStarted();
  showRow(operator, page, MAIN_USER);
  return [
    claim(
      `the key of ${MAIN_USER} that was in use is still active`,
      String(activeKeys(account, MAIN_USER)) === 'AKIADEPLOYOLDEXAMPLE',
    ),
    claim(
      'the receipt says Deactivated and names the key',
      outputOf(execution, 'DeactivatedAccessKeyIds') === 'AKIADEPLOYNEWEXAMPLE',
    ),
    claim(
      `the dashboard shows ${MAIN_USER} as COMPLIANT`,
      operator.dashboard().get(MAIN_USER)?.complianceType === 'COMPLIANT',
    ),
  ];
}
