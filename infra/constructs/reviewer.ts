import { Token } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { ledgerPermissions } from '../permissions/ledger.ts';
import { LEDGER_KEY_READ_PERMISSIONS } from '../permissions/ledger-key.ts';
import { REVIEWER_PERMISSIONS } from '../permissions/reviewer.ts';
import { addExistence, addIf, allOf, type Existence, ifExists } from './existence.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy, addRole } from './role.ts';
import { isGiven, substitute } from './settings.ts';
import type { StackContext } from './stack-context.ts';

/**
 * IAM's minimum for the maximum duration of a session, and its default; in seconds (IAM API Reference,
 * CreateRole).
 */
const MAX_SESSION_SECONDS = 3_600;

/** The settings of a stack and its ledger. */
export interface ReviewerProps {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
}

/**
 * The role `one-active-key-reviewer`, which the principals of one account may assume, and which only reads.
 * It exists only if the setting ReviewerAccountId is given, and may read the ledger only if there is one.
 */
export class Reviewer extends Construct {
  readonly roleArn: string;
  /** Whether the role exists. */
  readonly existence: Existence;

  constructor(scope: Construct, id: string, props: ReviewerProps) {
    super(scope, id);
    const isReviewed = isGiven(props.context.settings, 'ReviewerAccountId');
    this.existence = addExistence(scope, 'HasReviewer', isReviewed);
    const role = this.addReviewerRole(props.context);
    this.roleArn = role.attrArn;
    this.addLedgerPolicies(role, props);
  }

  private addReviewerRole({ settings, roleSettings }: StackContext): CfnRole {
    const hasExternalId = addExistence(this, 'HasExternalId', isGiven(settings, 'ReviewerExternalId'));
    const condition = { StringEquals: { 'sts:ExternalId': settings('ReviewerExternalId') } };
    const role = addRole(this, 'Role', {
      roleName: NAMES.reviewerRole,
      trust: {
        account: substitute(settings, 'arn:${AWS::Partition}:iam::${ReviewerAccountId}:root'),
        condition: Token.asAny(ifExists(hasExternalId, condition)),
      },
      permissions: REVIEWER_PERMISSIONS,
      settings: roleSettings,
    });
    role.maxSessionDuration = MAX_SESSION_SECONDS;
    if (typeof this.existence !== 'boolean') role.cfnOptions.condition = this.existence;
    return role;
  }

  private addLedgerPolicies(role: CfnRole, { context, ledger }: ReviewerProps): void {
    const { settings, conditions } = context;
    const ifReviewed = (id: string, capability: Existence) =>
      addExistence(this, id, allOf(this.existence, capability));
    addIf(ifReviewed('ReadsLedger', conditions.remembers), () =>
      addPolicy(this, 'LedgerPolicy', {
        policyName: 'one-active-key-ledger',
        permissions: ledgerPermissions('reviewer', ledger.tableArn),
        roleName: role.ref,
        settings,
      }),
    );
    addIf(ifReviewed('ReadsLedgerWithKey', conditions.remembersWithKey), () =>
      addPolicy(this, 'LedgerKeyPolicy', {
        policyName: 'one-active-key-ledger-key',
        permissions: LEDGER_KEY_READ_PERMISSIONS,
        roleName: role.ref,
        settings,
      }),
    );
  }
}
