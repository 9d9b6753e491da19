import { RUNBOOKS } from '../../product/runbooks.ts';
import { NOTE_AUTHOR } from '../../security-hub/note.ts';
import { startRunbookPermissions } from './operators.ts';
import type { Permission } from './permission-type.ts';
import { HUB, NO_RESOURCE_TYPE, USERS } from './resources.ts';

/**
 * The fields of a finding that BatchUpdateFindings could change beside the note and the workflow status
 * (Security Hub API Reference). A list or a map has its key as AWS's managed policy
 * AWSSystemsManagerOpsDataSyncServiceRolePolicy writes it.
 */
const OTHER_FIELDS = [
  'Confidence',
  'Criticality',
  'RelatedFindings',
  'Severity.Label',
  'Severity.Normalized',
  'Severity.Product',
  'Types',
  'UserDefinedFields.key',
  'UserDefinedFields.value',
  'VerificationState',
] as const;

const field = (name: string): string => `securityhub:ASFFSyntaxPath/${name}`;

/**
 * The condition of an update with our note, one of our statuses or none, and nothing else (Security Hub User
 * Guide, "Configuring access to BatchUpdateFindings"). IfExists, since a field has its key only if the
 * request has the field.
 */
const ONLY_OURS: NonNullable<Permission['condition']> = {
  StringEqualsIfExists: {
    [field('Workflow.Status')]: ['NEW', 'RESOLVED', 'SUPPRESSED'],
    [field('Note.UpdatedBy')]: NOTE_AUTHOR,
  },
  Null: Object.fromEntries(OTHER_FIELDS.map((name) => [field(name), 'true'])),
};

/** The permissions of the function for Security Hub. */
export const SECURITY_HUB_PERMISSIONS: readonly Permission[] = [
  {
    action: 'securityhub:GetFindings',
    resource: HUB,
    reason:
      'read the finding of an event as it is now, and once a day those that are not resolved or have our note',
  },
  {
    action: 'securityhub:BatchUpdateFindings',
    resource: HUB,
    condition: ONLY_OURS,
    reason:
      'write the note, and set the workflow status of findings of exempt users, gone users and users that comply',
  },
  {
    action: 'config:DescribeConfigRules',
    resource: NO_RESOURCE_TYPE,
    reason: 'check that the rule of a finding invokes the rule function, and read its parameters',
  },
  {
    action: 'config:GetComplianceDetailsByResource',
    resource: NO_RESOURCE_TYPE,
    reason: 'read the annotation, which Security Hub does not have',
  },
  {
    action: 'iam:GetUser',
    resource: USERS,
    reason: 'find the id of a user whose finding has only the ARN',
  },
];

/** The further permissions that the function has only with the custom action. */
export const CUSTOM_ACTION_PERMISSIONS: readonly Permission[] = startRunbookPermissions(
  RUNBOOKS.deactivate.name,
).filter(({ action }) => action !== 'ssm:GetAutomationExecution');
