import { VERSION } from '../../../product/version.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { toSafeJson } from '../safe-json.ts';
import { type Home, productFields, resourcesOf } from './asff-parts.ts';
import { type Check, type Finding, type FindingStatus, findingsOf, USER_CHECK } from './findings.ts';
import { plain } from './plain.ts';
import { REQUIREMENTS } from './requirements.ts';

/** The name under which Security Hub shows the findings, instead of that of the default product. */
const PRODUCT = 'One Active Key';

/** The paths of the taxonomy of types (Security Hub User Guide, "Types taxonomy for ASFF"). */
const TYPES = [
  'Software and Configuration Checks/AWS Security Best Practices',
  'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark',
] as const;

/** The maximum lengths of texts (Security Hub API Reference, AwsSecurityFinding and Recommendation). */
const LIMITS = { title: 256, description: 1_024, recommendation: 512, accountName: 50 } as const;

/**
 * The AWS Security Finding Format, as `BatchImportFindings` of Security Hub takes it: a JSON array of
 * findings, of which a call takes 100 of one account. Security Hub knows a finding by its Id and by the
 * Region, so the same Region has to be given each time.
 */
export function toAsff(inventory: Inventory, region: string): string {
  const home = { region, partition: partitionOf(inventory, region) };
  return toSafeJson(findingsOf(inventory).map((finding) => asffOf(finding, inventory, home)));
}

/**
 * A finding of AWS Config that does not apply is archived, too; an exemption that ends makes it active again,
 * with the status NEW.
 */
const STATUS: Readonly<Record<FindingStatus, { readonly status: string; readonly record: string }>> = {
  failed: { status: 'FAILED', record: 'ACTIVE' },
  passed: { status: 'PASSED', record: 'ACTIVE' },
  exempt: { status: 'NOT_AVAILABLE', record: 'ARCHIVED' },
  unknown: { status: 'NOT_AVAILABLE', record: 'ACTIVE' },
};

/* Workflow, Note and UserDefinedFields belong to the customers of Security Hub, and are never written. */
function asffOf(finding: Finding, { generatedAt }: Inventory, home: Home): object {
  const { id, check, status, accountId, accountName, description, nextStep } = finding;
  const severity = finding.severity.toUpperCase();
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: `arn:${home.partition}:securityhub:${home.region}:${accountId}:product/${accountId}/default`,
    ProductName: PRODUCT,
    CompanyName: PRODUCT,
    GeneratorId: `one-active-key/${check.id}`,
    AwsAccountId: accountId,
    AwsAccountName: plain(accountName ?? '', LIMITS.accountName),
    CreatedAt: generatedAt,
    UpdatedAt: generatedAt,
    // Providers write these two only here; Security Hub shows them unless a customer has changed them.
    FindingProviderFields: { Severity: { Label: severity, Original: severity }, Types: TYPES },
    Title: plain(check.title, LIMITS.title),
    Description: plain(description, LIMITS.description),
    ...(nextStep === null ? {} : { Remediation: { Recommendation: recommendationOf(nextStep, check) } }),
    Compliance: complianceOf(finding),
    RecordState: STATUS[status].record,
    ProductFields: productFields(finding, VERSION),
    Resources: resourcesOf(finding, home),
  };
}

function complianceOf({ status, check }: Finding): object {
  return {
    Status: STATUS[status].status,
    ...(check === USER_CHECK ? { RelatedRequirements: REQUIREMENTS } : {}),
  };
}

function recommendationOf(nextStep: string, { reference }: Check): object {
  return { Text: plain(nextStep, LIMITS.recommendation), Url: reference ?? undefined };
}

/** By the ARN of a user; else by the Region, whose name begins with it where there are several. */
function partitionOf({ users: [user] }: Inventory, region: string): string {
  if (user) return user.arn.split(':')[1] ?? 'aws';
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
