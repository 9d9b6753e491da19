import { VERSION } from '../../../product/version.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { clean } from '../clean.ts';
import { toSafeJson } from '../safe-json.ts';
import { type Check, type Finding, type FindingStatus, findingsOf, USER_CHECK } from './findings.ts';
import { partitionOf, resourcesOf } from './ocsf-resources.ts';
import { REQUIREMENTS, STANDARDS } from './requirements.ts';

/**
 * The version of the Open Cybersecurity Schema Framework; each attribute that is written is in 1.6.0, too.
 */
const OCSF_VERSION = '1.8.0';

/**
 * The class, by the schema; the type is the class times 100 plus the activity. A run does not know an earlier
 * one: it creates.
 */
const CLASS = {
  activity_id: 1,
  activity_name: 'Create',
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2003,
  class_name: 'Compliance Finding',
  type_uid: 200_301,
  type_name: 'Compliance Finding: Create',
} as const;

/** The severity by the schema. */
const SEVERITY: Readonly<Record<Finding['severity'], object>> = {
  informational: { severity_id: 1, severity: 'Informational' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
};

/** The result of the check by the schema; an exempt user is not judged, which the schema has no value for. */
const RESULT: Readonly<Record<FindingStatus, object>> = {
  failed: { status_id: 3, status: 'Fail' },
  passed: { status_id: 1, status: 'Pass' },
  exempt: { status_id: 99, status: 'Not applicable' },
  unknown: { status_id: 0, status: 'Unknown' },
};

/** What became of the finding by the schema. Nobody resolved a finding that passes. */
const STATUS: Readonly<Partial<Record<FindingStatus, object>>> = {
  failed: { status_id: 1, status: 'New' },
  exempt: { status_id: 3, status: 'Suppressed' },
};

/**
 * A JSON array of Compliance Findings of the Open Cybersecurity Schema Framework, class 2003, with the
 * profile `cloud`.
 */
export function toOcsf(inventory: Inventory): string {
  return toSafeJson(findingsOf(inventory).map((finding) => ocsfOf(finding, inventory)));
}

function ocsfOf(finding: Finding, inventory: Inventory): object {
  const { check, status, nextStep } = finding;
  const description = clean(finding.description);
  // Milliseconds since 1970 (OCSF, the type timestamp_t).
  const time = Date.parse(inventory.generatedAt);
  return {
    ...CLASS,
    ...SEVERITY[finding.severity],
    ...STATUS[status],
    time,
    message: description,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      event_code: check.id,
      product: { name: 'One Active Key', vendor_name: 'One Active Key', version: VERSION },
    },
    cloud: cloudOf(finding, inventory),
    finding_info: { uid: finding.id, title: check.title, desc: description, created_time: time },
    compliance: complianceOf(finding, description),
    ...(nextStep === null ? {} : { remediation: remediationOf(nextStep, check) }),
    resources: resourcesOf(finding),
    ...(finding.user ? { unmapped: unmappedOf(finding.user) } : {}),
  };
}

function complianceOf({ check, status, code }: Finding, description: string): object {
  return {
    ...RESULT[status],
    status_code: code,
    status_details: [description],
    control: check.title,
    ...(check === USER_CHECK ? { standards: STANDARDS, requirements: REQUIREMENTS } : {}),
  };
}

function remediationOf(nextStep: string, { reference }: Check): object {
  return { desc: nextStep, ...(reference === null ? {} : { references: [reference] }) };
}

function cloudOf({ accountId, accountName }: Finding, inventory: Inventory): object {
  return {
    provider: 'AWS',
    ...partitionOf(inventory.users[0]),
    account: {
      uid: accountId,
      ...(accountName ? { name: clean(accountName) } : {}),
      type_id: 10,
      type: 'AWS Account',
    },
  };
}

/** What the schema has no attribute for, under the names that the JSON of `preview` has. */
function unmappedOf(user: NonNullable<Finding['user']>): object {
  const { complianceType, situation, plan, privileged, consoleAccess, production, exemption } = user;
  return {
    complianceType,
    situation,
    privileged,
    consoleAccess,
    production,
    ...(plan?.action === 'refuse' ? { refusalCode: plan.code } : {}),
    ...(plan?.action === 'deactivate'
      ? { keptAccessKeyId: plan.keptAccessKeyId, surplusAccessKeyIds: plan.surplusAccessKeyIds }
      : {}),
    ...(exemption
      ? {
          exemption: {
            until: clean(exemption.until),
            reason: clean(exemption.reason),
            owner: clean(exemption.owner),
            daysLeft: exemption.daysLeft,
          },
        }
      : {}),
  };
}
