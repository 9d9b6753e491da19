import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { outcomeOf } from './operator.ts';
import { showOutcomes } from './runs.ts';
import type { Scene } from './scene.ts';

/** The expected outcome of the Remediate button for each of the other users. */
const EXPECTED: Readonly<Record<string, string>> = {
  'data-export': 'Deactivated',
  'legacy-batch': 'Deactivated',
  'backup+eu@example': 'Deactivated',
  'was-exempt': 'Deactivated',
  payroll: 'Refused: KeysInUse',
  twins: 'Refused: Indistinguishable',
  'for-ever': 'Refused: InvalidExemption',
  mistyped: 'Refused: InvalidKeepTag',
  'rotating-app': 'NothingToDo',
  'slow-rotation': 'Refused: NewKey',
  migration: 'Exempt',
  'one-inactive': 'NothingToDo',
};

/** Remediates each user of the showcase except the main user. */
export async function remediateOtherUsers({ account, operator, page }: Scene): Promise<Claim[]> {
  page.heading('3. Remediate the other users');
  const executions = [];
  for (const userName of Object.keys(EXPECTED)) {
    executions.push({ userName, execution: await operator.remediate(userName) });
  }
  showOutcomes(page, executions);
  const outcomes = executions.map(({ userName, execution }) =>
    claim(`${userName} → ${EXPECTED[userName]}`, outcomeOf(execution) === EXPECTED[userName]),
  );
  return [...outcomes, ...claimsAboutKeys(account)];
}

function claimsAboutKeys(account: SandboxAccount): Claim[] {
  const kept = (userName: string) => String(activeKeys(account, userName));
  return [
    claim(
      'legacy-batch had three active keys and now has one, the key in use',
      kept('legacy-batch') === 'AKIABATCH2000EXAMPLE',
    ),
    claim(
      'backup+eu@example keeps the key that its owner named',
      kept('backup+eu@example') === 'AKIABACKUP100EXAMPLE',
    ),
    claim('payroll has two keys in use and still has both', activeKeys(account, 'payroll').length === 2),
  ];
}
