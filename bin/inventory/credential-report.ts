import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { MalformedAnswerError } from '../../aws/errors.ts';
import type { DescribedUser } from '../../aws/iam-users.ts';
import { required } from '../../aws/required.ts';
import type { Answer } from '../privileges/privileges.ts';
import { parseCsv } from './parse-csv.ts';

/** Who can sign in to the console with a password, as IAM's credential report has it. */
export interface CredentialReport {
  /** When IAM made the report: up to four hours ago (IAM User Guide, "Generate credential reports"). */
  readonly generatedAt: Date;
  /** `unknown` for a user whom the report does not have, or has under another time of creation. */
  readonly consoleAccessOf: (user: DescribedUser) => Answer;
}

/** How long to wait before asking again whether a report is complete, in milliseconds. */
const POLL_MS = 2_000;

/** How often to ask at most: a minute in all. AWS does not document how long a report takes. */
const MAX_POLLS = 30;

/** The report was not complete in time. */
export class ReportNotReadyError extends Error {
  override readonly name = 'ReportNotReadyError';

  constructor() {
    super(`IAM did not complete the credential report within ${(MAX_POLLS * POLL_MS) / 1000} seconds`);
  }
}

/**
 * Reads the credential report: two calls if IAM has one that is not older than four hours, else a call every
 * two seconds until a new one is complete. Throws what the SDK throws, `ReportNotReadyError`, and
 * `MalformedAnswerError` for a report without the columns.
 */
export async function readCredentialReport(
  iam: IAMClient,
  wait: (milliseconds: number) => Promise<void>,
): Promise<CredentialReport> {
  await generate(iam, wait);
  const answer = await iam.send(new GetCredentialReportCommand({}));
  const content = required('GetCredentialReport.Content', answer.Content);
  const generatedAt = required('GetCredentialReport.GeneratedTime', answer.GeneratedTime);
  const rows = rowsByArn(new TextDecoder().decode(content));
  return { generatedAt, consoleAccessOf: (user) => consoleAccessIn(rows.get(user.arn), user) };
}

async function generate(iam: IAMClient, wait: (milliseconds: number) => Promise<void>): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    const { State } = await iam.send(new GenerateCredentialReportCommand({}));
    if (State === 'COMPLETE') return;
    await wait(POLL_MS);
  }
  throw new ReportNotReadyError();
}

interface ReportRow {
  readonly createdAt: string;
  readonly passwordEnabled: string;
}

function rowsByArn(text: string): ReadonlyMap<string, ReportRow> {
  const [header = [], ...lines] = parseCsv(text);
  const columnOf = (name: string): number => {
    const index = header.indexOf(name);
    if (index < 0)
      throw new MalformedAnswerError(`GetCredentialReport.Content column ${name}`, header.join(','));
    return index;
  };
  const [arn, created, password] = [
    columnOf('arn'),
    columnOf('user_creation_time'),
    columnOf('password_enabled'),
  ];
  // A line with another number of fields has its values in other columns.
  const whole = lines.filter(({ length }) => length === header.length);
  return new Map(
    whole.map((fields) => [
      fields[arn] ?? '',
      { createdAt: fields[created] ?? '', passwordEnabled: fields[password] ?? '' },
    ]),
  );
}

/**
 * Names and ARNs are used again: a row counts only for the user that was created when it says, to the second.
 */
function consoleAccessIn(row: ReportRow | undefined, { createdAt }: DescribedUser): Answer {
  const secondsOf = (time: number) => Math.floor(time / 1000);
  if (!row || secondsOf(Date.parse(row.createdAt)) !== secondsOf(createdAt.getTime())) return 'unknown';
  // The user guide has TRUE and FALSE, the reports themselves lower case.
  const value = row.passwordEnabled.toLowerCase();
  if (value === 'true') return 'yes';
  return value === 'false' ? 'no' : 'unknown';
}
