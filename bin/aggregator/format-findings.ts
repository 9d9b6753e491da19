import { DAY_MS } from '../../policy/policy.ts';
import { formatMinute } from '../../policy/text.ts';
import { toCsvText } from '../formats/csv-text.ts';
import { toSafeJson } from '../formats/safe-json.ts';
import { tableOf } from '../formats/text.ts';
import { count } from '../formats/words.ts';
import { type Findings, knownAccounts, type NonCompliantUser, type Problem } from './findings.ts';

/** The output formats of findings. */
export const FINDINGS_FORMATS = ['table', 'json', 'csv'] as const;

/** A value of `--format` with `--aggregator`. */
export type FindingsFormat = (typeof FINDINGS_FORMATS)[number];

/** Formats findings; `width` is the width of a table in characters. */
export function formatFindings(findings: Findings, as: FindingsFormat, width: number): string {
  switch (as) {
    case 'table':
      return toText(findings, width);
    case 'json':
      return toSafeJson(findings);
    case 'csv':
      return toCsv(findings);
  }
}

function toText(findings: Findings, width: number): string {
  const rows = findings.users.map((user) => [user.accountId, nameOf(user), explanationOf(user)]);
  const users = rows.length > 0 ? tableOf([['Account', 'User', 'Annotation'], ...rows], width) : '';
  return `${summaryLines(findings)}${users}${problemLines(findings)}${notToldLines(findings)}`;
}

/** The numbers of accounts and users, and how many results are old. */
export function summaryLines({ aggregator, region, generatedAt, summary, users }: Findings): string {
  const { accounts, compliant, nonCompliant, withoutUsers, notKnown, nonCompliantUsers } = summary;
  const old = users.filter(({ resultAt }) => Date.parse(generatedAt) - Date.parse(resultAt) > OLD_MS);
  const lines = [
    `Aggregator ${aggregator}, results of ${region}: ${count(accounts, 'account')}: ${compliant} COMPLIANT, ` +
      `${nonCompliant} NON_COMPLIANT, ${withoutUsers} without users, ${notKnown} not known.`,
    `Users that are NON_COMPLIANT: ${nonCompliantUsers}.`,
    ...(old.length > 0
      ? [`Older than two days: ${count(old.length, 'result')}. The rule may not have run there since.`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** A rule runs at least once a day, and reports users that are NON_COMPLIANT each time. */
const OLD_MS = 2 * DAY_MS;

/** What is not known: each kind once, with its accounts. */
export function problemLines({ problems }: Findings): string {
  if (problems.length === 0) return '';
  const accounts = new Map<string, string[]>();
  for (const { text, accountId } of problems)
    accounts.set(text, [...(accounts.get(text) ?? []), accountId || 'the organization']);
  const lines = [...accounts].map(([text, ids]) => `  ${text}: ${ids.join(', ')}`);
  return `${['Not known:', ...lines].join('\n')}\n`;
}

/** What no aggregator tells, and so neither a table nor an exit code. */
export function notToldLines({ notTold }: Findings): string {
  return ['An aggregator does not tell:', ...notTold.map((each) => `  ${each}`)]
    .map((line) => `${line}\n`)
    .join('');
}

/** The name of a user, or its id if no name is on record. */
export const nameOf = ({ userName, userId }: NonCompliantUser): string => userName || userId;

function explanationOf({ userName, annotation, resultAt }: NonCompliantUser): string {
  const prefix = `${userName}: `;
  const explanation = annotation.startsWith(prefix) ? annotation.slice(prefix.length) : annotation;
  return `${explanation || 'No annotation.'} [result of ${formatMinute(new Date(resultAt))}]`;
}

/** New columns are added at the end, so that scripts that read columns by position continue to work. */
const COLUMNS = [
  'accountId',
  'userName',
  'userId',
  'complianceType',
  'annotation',
  'configRuleName',
  'resultAt',
  'problem',
] as const;

/**
 * One row for each user that is NON_COMPLIANT, one for each account that is COMPLIANT and of which everything
 * is known, and one for each problem.
 */
function toCsv({ users, accounts, problems }: Findings): string {
  const compliant = knownAccounts({ accounts, problems }).filter(
    ({ complianceType }) => complianceType === 'COMPLIANT',
  );
  const rows = [
    ...users.map((user) => ({ ...user, complianceType: 'NON_COMPLIANT' })),
    ...compliant.map(({ accountId, complianceType, configRuleNames }) => ({
      accountId,
      complianceType,
      configRuleName: configRuleNames.join(' '),
    })),
    ...problems.map(({ accountId, code, text }: Problem) => ({ accountId, problem: code, annotation: text })),
  ];
  return toCsvText(rows, COLUMNS);
}
