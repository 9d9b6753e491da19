import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { LEDGER_KEY_READ_PERMISSIONS, ledgerPermissions } from '../permissions/ledger.ts';
import { REVIEWER_PERMISSIONS } from '../permissions/reviewer.ts';
import { addGivenCondition } from './given-condition.ts';
import type { LedgerTable } from './ledger-table.ts';
import { addPolicy, addRole } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** IAM's minimum for the maximum duration of a session, and its default; in seconds (IAM API Reference, CreateRole). */
const MAX_SESSION_SECONDS = 3_600;

/** The settings of a stack and its ledger. */
export interface ReviewerProps {
  readonly context: StackContext;
  readonly ledger: LedgerTable;
}

/**
 * The role `one-active-key-reviewer`, which the principals of one account may assume, and which only reads. It exists only if the
 * parameter ReviewerAccountId is given, and may read the ledger only if there is one.
 */
export class Reviewer extends Construct {
  readonly roleArn: string;
  /** The role exists. */
  readonly condition: CfnCondition;

  constructor(scope: Construct, id: string, props: ReviewerProps) {
    super(scope, id);
    const { parameters } = props.context;
    this.condition = addGivenCondition(scope, 'HasReviewer', parameters('ReviewerAccountId').valueAsString);
    const role = this.addReviewerRole(props.context);
    this.roleArn = role.attrArn;
    this.addLedgerPolicies(role, props);
  }

  private addReviewerRole({ parameters, roleSettings }: StackContext): CfnRole {
    const externalId = parameters('ReviewerExternalId').valueAsString;
    const hasExternalId = addGivenCondition(this, 'HasExternalId', externalId);
    const condition = { StringEquals: { 'sts:ExternalId': externalId } };
    const role = addRole(this, 'Role', {
      roleName: NAMES.reviewerRole,
      trust: {
        account: Fn.sub('arn:${AWS::Partition}:iam::${ReviewerAccountId}:root'),
        condition: Token.asAny(Fn.conditionIf(hasExternalId.logicalId, condition, Aws.NO_VALUE)),
      },
      permissions: REVIEWER_PERMISSIONS,
      settings: roleSettings,
    });
    role.maxSessionDuration = MAX_SESSION_SECONDS;
    role.cfnOptions.condition = this.condition;
    return role;
  }

  private addLedgerPolicies(role: CfnRole, { context: { conditions }, ledger }: ReviewerProps): void {
    const ifReviewed = (id: string, capability: CfnCondition) =>
      new CfnCondition(this, id, { expression: Fn.conditionAnd(this.condition, capability) });
    addPolicy(this, 'LedgerPolicy', {
      policyName: 'one-active-key-ledger',
      permissions: ledgerPermissions('reviewer', ledger.tableArn),
      roleName: role.ref,
    }).cfnOptions.condition = ifReviewed('ReadsLedger', conditions.remembers);
    addPolicy(this, 'LedgerKeyPolicy', {
      policyName: 'one-active-key-ledger-key',
      permissions: LEDGER_KEY_READ_PERMISSIONS,
      roleName: role.ref,
    }).cfnOptions.condition = ifReviewed('ReadsLedgerWithKey', conditions.remembersWithKey);
  }
}
