import type {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  AwsSecurityFindingIdentifier,
  BatchUpdateFindingsRequest,
  BatchUpdateFindingsResponse,
  GetFindingsRequest,
  GetFindingsResponse,
  StringFilter,
} from '@aws-sdk/client-securityhub';
import type { Operations } from '../api.ts';
import { pageOf } from '../paging.ts';
import { invalidInput } from './refusals.ts';
import type { SecurityHubService } from './security-hub.ts';

/** Security Hub CSPM: every operation that the sandbox serves. */
export function securityHubOperations(service: SecurityHubService): Operations {
  return {
    GetFindings: (request: GetFindingsRequest) => getFindings(service, request),
    BatchUpdateFindings: (request: BatchUpdateFindingsRequest) => batchUpdateFindings(service, request),
  };
}

/** The member of a finding that each filter compares. */
const FILTERED: Readonly<Record<string, (finding: AwsSecurityFinding) => string | undefined>> = {
  AwsAccountId: ({ AwsAccountId }) => AwsAccountId,
  GeneratorId: ({ GeneratorId }) => GeneratorId,
  Id: ({ Id }) => Id,
  NoteUpdatedBy: ({ Note }) => Note?.UpdatedBy,
  ProductArn: ({ ProductArn }) => ProductArn,
  RecordState: ({ RecordState }) => RecordState,
  Region: ({ Region }) => Region,
  WorkflowStatus: ({ Workflow }) => Workflow?.Status,
};

/** The default of MaxResults in the sandbox; AWS documents the maximum of 100 only. */
const DEFAULT_MAX_RESULTS = 100;

function getFindings(
  service: SecurityHubService,
  { Filters = {}, MaxResults = DEFAULT_MAX_RESULTS, NextToken }: GetFindingsRequest,
): GetFindingsResponse {
  const items = service.findings().filter((finding) => matches(finding, Filters));
  const page = pageOf(
    { items, orderOf: ({ Id = '' }) => Id },
    {
      token: NextToken,
      size: () => MaxResults,
      onInvalidToken: () => invalidInput('NextToken is not valid.'),
    },
  );
  return { Findings: [...page.items], NextToken: page.nextToken };
}

/** All fields must match; a field matches if one of its filters does (API reference, StringFilter). */
function matches(finding: AwsSecurityFinding, filters: AwsSecurityFindingFilters): boolean {
  return Object.entries(filters).every(([name, given]) => {
    const value = FILTERED[name]?.(finding) ?? '';
    return (given as readonly StringFilter[]).some((filter) => isEqual(filter, value));
  });
}

function isEqual({ Comparison, Value = '' }: StringFilter, value: string): boolean {
  if (Comparison !== 'EQUALS') throw invalidInput('The sandbox knows the comparison EQUALS only.');
  return value === Value;
}

/** The largest number of findings of one request (API reference, BatchUpdateFindings). */
const MAX_FINDINGS = 100;

/** The longest note, in characters (API reference, Note). */
const MAX_NOTE_CHARACTERS = 512;

function batchUpdateFindings(
  service: SecurityHubService,
  { FindingIdentifiers = [], Note, Workflow }: BatchUpdateFindingsRequest,
): BatchUpdateFindingsResponse {
  if (FindingIdentifiers.length > MAX_FINDINGS) throw invalidInput('FindingIdentifiers has more than 100.');
  if ((Note?.Text?.length ?? 0) > MAX_NOTE_CHARACTERS) throw invalidInput('Note.Text is longer than 512.');
  const UpdatedAt = service.clock.now().toISOString();
  const changes = { ...(Note ? { Note: { ...Note, UpdatedAt } } : {}), ...(Workflow ? { Workflow } : {}) };
  const known = FindingIdentifiers.filter((identifier) => findingIn(service, identifier));
  for (const identifier of known)
    service.put({ ...findingIn(service, identifier), ...changes } as AwsSecurityFinding);
  return {
    ProcessedFindings: known,
    UnprocessedFindings: FindingIdentifiers.filter((identifier) => !known.includes(identifier)).map(
      (FindingIdentifier) => ({
        FindingIdentifier,
        ErrorCode: 'FindingNotFound',
        ErrorMessage: 'Finding Not Found',
      }),
    ),
  };
}

function findingIn(service: SecurityHubService, { Id = '', ProductArn = '' }: AwsSecurityFindingIdentifier) {
  return service.find(Id, ProductArn);
}
