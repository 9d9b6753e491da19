import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { lifeOfAKey } from './life-of-a-key.ts';
import { type Operator, outputOf } from './operator.ts';
import { remediateTheOthers } from './others.ts';
import type { Page } from './page.ts';
import { SHOWCASE } from './population.ts';
import { describeExecution, evaluate, showRow } from './runs.ts';

/** The user whose key is deactivated and reactivated: one key never used, one in use. */
const HERO = 'deploy-bot';

/** Tells the whole story on an account with the product in it; answers what it claims to have shown. */
export async function tell(account: SandboxAccount, operator: Operator, page: Page): Promise<Claim[]> {
  return [
    ...(await judgeEverybody(account, operator, page)),
    ...(await deactivateOne(account, operator, page)),
    ...(await remediateTheOthers(account, operator, page)),
    ...(await lifeOfAKey(account, operator, page, HERO)),
  ];
}

async function judgeEverybody(account: SandboxAccount, operator: Operator, page: Page): Promise<Claim[]> {
  page.heading('1. AWS Config evaluates the rule');
  await evaluate(account);
  const board = operator.dashboard();
  const count = (type: string) => [...board.values()].filter((row) => row.complianceType === type).length;
  const [good, bad, exempt] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'].map(count);
  page.text(
    `${board.size} users: ${good} COMPLIANT, ${bad} NON_COMPLIANT, ${exempt} NOT_APPLICABLE. Those worth a look:`,
    '',
  );
  const rows = SHOWCASE.map(({ userName }) => board.get(userName));
  page.table([
    ['User', 'Compliance', 'Annotation'],
    ...rows.map((row) => [row?.userName ?? '', row?.complianceType ?? '', row?.annotation ?? '']),
  ]);
  return [
    claim('every user has a result', board.size === account.backdoor.users().length),
    claim(
      `${HERO} is NON_COMPLIANT, and the annotation names the key that goes`,
      Boolean(board.get(HERO)?.annotation.includes('AKIADEPLOYNEWEXAMPLE goes (never used')),
    ),
    claim(
      'rotating-app is COMPLIANT, a rotation in progress',
      Boolean(board.get('rotating-app')?.annotation.includes('Rotation in progress')),
    ),
    claim('migration is NOT_APPLICABLE, exempt', board.get('migration')?.complianceType === 'NOT_APPLICABLE'),
  ];
}

async function deactivateOne(account: SandboxAccount, operator: Operator, page: Page): Promise<Claim[]> {
  page.heading(`2. Remediate ${HERO}`);
  const execution = await operator.remediate(HERO);
  describeExecution(page, execution);
  page.text('', 'The runbook had Config evaluate again. The dashboard now:', '');
  await account.configRules.runStarted();
  showRow(operator, page, HERO);
  return [
    claim(
      `the key of ${HERO} that was in use is the one that stays`,
      String(activeKeys(account, HERO)) === 'AKIADEPLOYOLDEXAMPLE',
    ),
    claim(
      'the receipt says Deactivated, and which key',
      outputOf(execution, 'DeactivatedAccessKeyIds') === 'AKIADEPLOYNEWEXAMPLE',
    ),
    claim('the dashboard has turned', operator.dashboard().get(HERO)?.complianceType === 'COMPLIANT'),
  ];
}
