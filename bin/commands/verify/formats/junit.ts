import { accountLabel } from '../../../inventory/accounts.ts';
import type { Summary } from '../../../inventory/inventory.ts';
import {
  type AccountVerification,
  isInterrupted,
  type Verification,
  type VerifiedUser,
} from '../../../verification/verification.ts';
import { parametersOf } from './provenance.ts';
import { attributesOf, xmlText } from './xml.ts';

/** What became of a test case. */
interface TestResult {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
}

/** A test case: a user, or all users. */
interface TestCase extends TestResult {
  readonly name: string;
}

const PASSED: TestResult = { kind: 'passed', type: '', message: '' };

/**
 * A test suite for each account, with a test case for each user with two or more active keys: a failure if it
 * is NON_COMPLIANT, skipped if it is exempt. A user or an account that could not be read is an error, and so
 * is an interruption. An account with none of these has one test case, which passes.
 */
export function toJunit({ accounts, generatedAt }: Verification): string {
  const suites = accounts.map((account) => suiteOf(account, generatedAt)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}</testsuites>\n`;
}

function suiteOf(account: AccountVerification, generatedAt: string): string {
  const name = `IAM users of account ${nameOf(account)}`;
  const found = casesOf(account);
  const cases = found.length > 0 ? found : [{ ...PASSED, name: 'Every user has at most one active key' }];
  const countOf = (wanted: TestResult['kind']) => cases.filter(({ kind }) => kind === wanted).length;
  const attributes = attributesOf({
    name,
    tests: cases.length,
    failures: countOf('failure'),
    errors: countOf('error'),
    skipped: countOf('skipped'),
    timestamp: generatedAt,
  });
  const elements = [
    ...(account.summary ? propertiesOf(account, account.summary) : []),
    ...cases.map((each) => caseElement(name, each)),
  ];
  return `  <testsuite ${attributes}>\n${elements.map((line) => `    ${line}\n`).join('')}  </testsuite>\n`;
}

function nameOf({ accountId, accountName }: AccountVerification): string {
  return accountLabel({ accountId: accountId ?? 'unknown', accountName, accountAlias: null });
}

function propertiesOf(
  account: AccountVerification,
  { users, activeKeys, unread }: Summary,
): readonly string[] {
  const { none, one, more } = activeKeys;
  const numbers = { users, noActiveKey: none, oneActiveKey: one, moreActiveKeys: more, unread };
  const properties = [...Object.entries(numbers), ...parametersOf(account)].map(
    ([name, value]) => `  <property ${attributesOf({ name, value })}/>`,
  );
  return ['<properties>', ...properties, '</properties>'];
}

function casesOf(account: AccountVerification): readonly TestCase[] {
  const { users, failures, failure } = account;
  if (failure !== null)
    return [{ kind: 'error', name: 'All users', type: 'AccountNotRead', message: failure }];
  const interrupted = {
    kind: 'error',
    name: 'All users',
    type: 'Interrupted',
    message: 'There may be more users than these.',
  } as const;
  return [
    ...users.map((user) => ({ name: user.userName, ...resultOf(user) })),
    ...failures.map(
      ({ userName, reason }): TestCase => ({
        kind: 'error',
        name: userName,
        type: 'NotRead',
        message: `No verdict, because the user could not be read: ${reason}`,
      }),
    ),
    ...(isInterrupted(account) ? [interrupted] : []),
  ];
}

function resultOf({
  complianceType,
  situation,
  refusalCode,
  explanation,
  nextStep,
}: VerifiedUser): TestResult {
  switch (complianceType) {
    case 'NON_COMPLIANT':
      return { kind: 'failure', type: refusalCode ?? situation, message: `${explanation} ${nextStep}` };
    case 'NOT_APPLICABLE':
      return { kind: 'skipped', type: situation, message: explanation };
    case 'COMPLIANT':
      return PASSED;
  }
}

function caseElement(classname: string, { name, kind, type, message }: TestCase): string {
  const start = `<testcase ${attributesOf({ classname, name })}`;
  switch (kind) {
    case 'passed':
      return `${start}/>`;
    case 'skipped':
      return `${start}><skipped ${attributesOf({ message })}/></testcase>`;
    case 'failure':
    case 'error':
      return `${start}><${kind} ${attributesOf({ type, message })}>${xmlText(message)}</${kind}></testcase>`;
  }
}
