import {
  type AwsSecurityFindingFilters,
  BatchUpdateFindingsCommand,
  paginateGetFindings,
  type SecurityHubClient,
  type StringFilter,
} from '@aws-sdk/client-securityhub';
import { requiredList } from '../aws/required.ts';
import type { AwsEnvironment } from '../product/names.ts';
import { FindingNotFoundError, FindingNotUpdatedError } from './errors.ts';
import { type Finding, parseFinding } from './finding.ts';
import { NOTE_AUTHOR } from './note.ts';
import { configProductArn } from './our-rule.ts';
import type { FindingUpdate } from './plan-update.ts';

/** The largest page of GetFindings (API reference, MaxResults). */
const MAX_RESULTS = 100;

const equalTo = (...values: readonly string[]): StringFilter[] =>
  values.map((Value) => ({ Comparison: 'EQUALS', Value }));

/**
 * Reads a finding as it is now: the one in an event is as it was when the event was sent. Throws
 * `FindingNotFoundError` if it is not there: a new one may not be found yet.
 */
export async function readCurrentFinding(
  securityhub: SecurityHubClient,
  { id, productArn }: Pick<Finding, 'id' | 'productArn'>,
): Promise<Finding> {
  const filters = { Id: equalTo(id), ProductArn: equalTo(productArn) };
  for await (const finding of listFindings(securityhub, filters)) return finding;
  throw new FindingNotFoundError(id);
}

/**
 * Lists the findings of a rule that no event may bring up to date: those that are not resolved, also the
 * suppressed ones, and the resolved ones with our note. While a finding is suppressed its compliance status
 * stays as it was, so that a user may comply and be NON_COMPLIANT again without a change that Security Hub
 * CSPM would see.
 */
export async function* listFindingsOfRule(
  securityhub: SecurityHubClient,
  environment: AwsEnvironment,
  configRuleArn: string,
): AsyncGenerator<Finding> {
  const ofRule = {
    ProductArn: equalTo(configProductArn(environment)),
    AwsAccountId: equalTo(environment.accountId),
    Region: equalTo(environment.region),
    GeneratorId: equalTo(configRuleArn),
    RecordState: equalTo('ACTIVE'),
  };
  yield* listFindings(securityhub, { ...ofRule, WorkflowStatus: equalTo('NEW', 'NOTIFIED', 'SUPPRESSED') });
  const resolved = { WorkflowStatus: equalTo('RESOLVED'), NoteUpdatedBy: equalTo(NOTE_AUTHOR) };
  yield* listFindings(securityhub, { ...ofRule, ...resolved });
}

async function* listFindings(
  client: SecurityHubClient,
  Filters: AwsSecurityFindingFilters,
): AsyncGenerator<Finding> {
  for await (const { Findings } of paginateGetFindings({ client, pageSize: MAX_RESULTS }, { Filters })) {
    for (const finding of requiredList('GetFindings.Findings', Findings)) yield parseFinding(finding);
  }
}

/** Writes our note into a finding, and the workflow status, in one request. */
export async function updateFinding(
  securityhub: SecurityHubClient,
  { id: Id, productArn: ProductArn }: Pick<Finding, 'id' | 'productArn'>,
  { note: Text, workflowStatus: Status }: FindingUpdate,
): Promise<void> {
  const { ProcessedFindings, UnprocessedFindings } = await securityhub.send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: [{ Id, ProductArn }],
      Note: { Text, UpdatedBy: NOTE_AUTHOR },
      ...(Status ? { Workflow: { Status } } : {}),
    }),
  );
  const processed = requiredList('BatchUpdateFindings.ProcessedFindings', ProcessedFindings);
  if (!processed.some((each) => each.Id === Id)) throw new FindingNotUpdatedError(Id, UnprocessedFindings);
}
