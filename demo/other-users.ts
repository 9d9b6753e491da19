import type { SandboxAccount } from '../sandbox/account.ts';
import { activeKeys, type Claim, claim } from './claim.ts';
import { type Operator, outputOf } from './operator.ts';
import type { Page } from './page.ts';
import { describeOutcomes } from './runs.ts';

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
  migration: 'Exempt',
  'one-inactive': 'NothingToDo',
};

/** Remediates each user of the showcase except the main user. */
export async function remediateOtherUsers(
  account: SandboxAccount,
  operator: Operator,
  page: Page,
): Promise<Claim[]> {
  page.heading('3. Remediate the other users');
  const outcomes = new Map<string, string>();
  const executions = [];
  for (const userName of Object.keys(EXPECTED)) {
    const execution = await operator.remediate(userName);
    const outcome = outputOf(execution, 'Outcome');
    const code = outcome === 'Refused' ? `: ${outputOf(execution, 'RefusalCode')}` : '';
    outcomes.set(userName, outcome + code);
    executions.push({ userName, execution });
  }
  describeOutcomes(page, executions);
  const kept = (userName: string) => String(activeKeys(account, userName));
  return [
    ...Object.entries(EXPECTED).map(([userName, expected]) =>
      claim(`${userName} → ${expected}`, outcomes.get(userName) === expected),
    ),
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
