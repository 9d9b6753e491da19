import { createHash } from 'node:crypto';
import type { AwsSecurityFinding, ComplianceStatus, Partition, Resource } from '@aws-sdk/client-securityhub';
import type { EvaluationResult, ReportedCompliance } from '../config/dashboard.ts';
import type { Rule } from '../config/rules.ts';
import type { UserStore } from '../iam/user-store.ts';

/** A rule, and a result of it. */
export interface Evaluated {
  readonly rule: Rule;
  readonly result: EvaluationResult;
}

/** The account of the findings, and its users, whose ARNs and ids the integration adds. */
export interface IntegrationContext {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly users: UserStore;
}

/**
 * How Security Hub CSPM calls AWS Config's compliance types (User Guide, "Interpreting AWS Config finding
 * names").
 */
const STATUS: Readonly<Record<ReportedCompliance, ComplianceStatus>> = {
  COMPLIANT: 'PASSED',
  NON_COMPLIANT: 'FAILED',
  NOT_APPLICABLE: 'NOT_AVAILABLE',
};

const TYPE = 'Software and Configuration Checks';

/** What all findings of AWS Config have in common. */
const ALIKE = {
  SchemaVersion: '2018-10-08',
  ProductName: 'Config',
  CompanyName: 'AWS',
  Types: [TYPE],
  Severity: { Label: 'MEDIUM', Normalized: 40 },
  WorkflowState: 'NEW',
  RecordState: 'ACTIVE',
  FindingProviderFields: { Severity: { Label: 'MEDIUM' }, Types: [TYPE] },
} satisfies Partial<AwsSecurityFinding>;

/**
 * The finding of an evaluation, member by member as the User Guide documents it ("AWS Config (Sends
 * findings)"). It has no annotation: the integration drops it.
 */
export function findingOf({ rule, result }: Evaluated, context: IntegrationContext): AwsSecurityFinding {
  const { configRuleArn, configRuleName } = rule;
  const { accountId: AwsAccountId, region: Region, partition } = context;
  const hash = createHash('sha1').update(`${configRuleArn} ${result.resourceId}`).digest('hex');
  const Id = `${configRuleArn}/finding/${hash}`;
  const ProductArn = `arn:${partition}:securityhub:${Region}::product/aws/config`;
  const recordedAt = result.recordedAt.toISOString();
  return {
    ...ALIKE,
    Id,
    ProductArn,
    Region,
    GeneratorId: configRuleArn,
    AwsAccountId,
    CreatedAt: recordedAt,
    UpdatedAt: recordedAt,
    Title: configRuleName,
    Description: `This finding is created for a resource compliance change for config rule: ${configRuleName}`,
    ProductFields: productFields({ rule, result }, `${ProductArn}/${Id}`),
    Resources: [resourceOf(result, context)],
    Compliance: { Status: STATUS[result.complianceType] },
    Workflow: { Status: result.complianceType === 'COMPLIANT' ? 'RESOLVED' : 'NEW' },
  };
}

function productFields({ rule, result }: Evaluated, findingId: string): Readonly<Record<string, string>> {
  return {
    'aws/securityhub/ProductName': 'Config',
    'aws/securityhub/CompanyName': 'AWS',
    'aws/securityhub/FindingId': findingId,
    'aws/config/ConfigRuleArn': rule.configRuleArn,
    'aws/config/ConfigRuleName': rule.configRuleName,
    'aws/config/ConfigComplianceType': result.complianceType,
  };
}

/**
 * The details come from the configuration item, "on a best-effort basis"; a user that is gone has none, and
 * another id.
 */
function resourceOf({ resourceId, resourceType }: EvaluationResult, context: IntegrationContext): Resource {
  const { accountId, region: Region, partition, users } = context;

  const user = users.latest().withId(resourceId);
  const place = { Partition: partition as Partition, Region };
  if (!user) return { Type: 'Other', Id: `${resourceType}:${resourceId}`, ...place };
  const { userId: UserId, userName: UserName, path: Path } = user;
  const Id = `arn:${partition}:iam::${accountId}:user${Path}${UserName}`;
  return { Type: 'AwsIamUser', Id, ...place, Details: { AwsIamUser: { UserId, UserName, Path } } };
}

/**
 * The finding after an evaluation: new, changed, or undefined if nothing is sent. Updates are sent for
 * changes of the compliance type only (User Guide, "Updating existing AWS Config findings"), and a suppressed
 * finding is not updated (API reference, WorkflowUpdate).
 */
export function updatedFinding(
  known: AwsSecurityFinding | undefined,
  created: AwsSecurityFinding,
): AwsSecurityFinding | undefined {
  if (!known) return created;
  const before = known.Compliance?.Status;
  const after = created.Compliance?.Status;
  if (before === after || known.Workflow?.Status === 'SUPPRESSED') return undefined;
  const { UpdatedAt, Compliance, ProductFields } = created;
  return { ...known, UpdatedAt, Compliance, ProductFields, Workflow: workflowAfter(known, after) };
}

/**
 * User Guide, "Setting the workflow status": RESOLVED after FAILED and PASSED; back to NEW after PASSED and
 * anything else.
 */
function workflowAfter(known: AwsSecurityFinding, after: ComplianceStatus | undefined) {
  if (known.Compliance?.Status === 'FAILED' && after === 'PASSED') return { Status: 'RESOLVED' } as const;
  return known.Compliance?.Status === 'PASSED' ? ({ Status: 'NEW' } as const) : known.Workflow;
}
