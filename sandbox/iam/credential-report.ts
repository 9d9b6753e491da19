import { AwsError } from '../api.ts';
import type { VirtualClock } from '../clock.ts';

/**
 * The credential reports of an account: at most one is kept, and another is made at most every four hours.
 */
export interface CredentialReports {
  /**
   * Starts a report with this content unless there is one; a report is complete when it is asked for again.
   */
  generate(contentOf: () => string): 'STARTED' | 'COMPLETE';
  /** Throws IAM's error if there is no complete report, or if it has expired. */
  get(): CredentialReport;
}

/** A complete report; the content is CSV. */
export interface CredentialReport {
  readonly content: string;
  readonly generatedAt: Date;
}

/** IAM User Guide, "Generate credential reports for your AWS account". */
const REPORT_LIFE_MS = 4 * 3_600_000;

/** Creates an account's reports; there is none at first. */
export function createCredentialReports(clock: VirtualClock): CredentialReports {
  let report: CredentialReport | undefined;
  let isComplete = false;
  const isExpired = ({ generatedAt }: CredentialReport) =>
    clock.now().getTime() - generatedAt.getTime() >= REPORT_LIFE_MS;
  return {
    generate(contentOf) {
      isComplete = report !== undefined && !isExpired(report);
      if (isComplete) return 'COMPLETE';
      report = { content: contentOf(), generatedAt: clock.now() };
      return 'STARTED';
    },
    get() {
      if (!report) throw new AwsError('CredentialReportNotPresentException', 'No report exists.', 410);
      if (!isComplete) throw new AwsError('CredentialReportNotReadyException', 'Report in progress.', 404);
      if (isExpired(report)) throw new AwsError('CredentialReportExpiredException', 'Report expired.', 410);
      return report;
    },
  };
}

/** The columns of the report up to those of certificates, in their order (IAM User Guide, as above). */
export const REPORT_COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
] as const;

/** A line of the report; a column that is absent is `N/A`. */
export type ReportRow = Partial<Readonly<Record<(typeof REPORT_COLUMNS)[number], string>>>;

/** The text of a report. */
export function reportOf(rows: readonly ReportRow[]): string {
  const lines = rows.map((row) => REPORT_COLUMNS.map((column) => row[column] ?? 'N/A').join(','));
  return [REPORT_COLUMNS.join(','), ...lines].join('\n');
}
