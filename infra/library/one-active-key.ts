import { Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRule, ManagedRule } from 'aws-cdk-lib/aws-config';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledgeFindings } from '../acknowledgements.ts';
import { type AccountResources, addAccountResources } from '../constructs/account-resources.ts';
import { addStackContext } from '../constructs/stack-context.ts';
import { parseAccountProps, parseCode } from './account-props.ts';
import { assetCode } from './asset-code.ts';
import { OneActiveKeyGrants } from './grants.ts';
import { InvalidPropError } from './invalid-prop-error.ts';
import { refuseSecond } from './once.ts';
import type { OneActiveKeyProps } from './one-active-key-props.ts';
import { allowAlarms, allowLogs } from './policy-statements.ts';
import type { Refuse } from './prop-settings.ts';
import { checkRegion, refuseOtherRegions } from './region.ts';
import { type RunbookNames, runbookNamesIn } from './runbook-names.ts';
import { isOfThisAccount } from './topic-account.ts';

/**
 * One Active Key in one account and one Region: the AWS Config rule that reports every IAM user with more
 * than one active access key, and, if chosen, its remediation. The names of its functions, roles and runbooks
 * are fixed, so an account has it once. What the props do not choose is undefined here.
 *
 * Throws `InvalidPropError` for a prop that no deployment could work with, and an error for a second one in a
 * stack or an account.
 */
export class OneActiveKey extends Construct {
  /** The function that evaluates the users. */
  readonly ruleFunction: IFunction;
  /** The function that deactivates and reactivates keys; nothing else writes to IAM. */
  readonly remediationFunction: IFunction | undefined;
  /** The function that starts an evaluation soon after a change. */
  readonly reevaluationFunction: IFunction | undefined;
  /** The function that builds and publishes every message. */
  readonly notificationFunction: IFunction | undefined;
  /** The rule in AWS Config. */
  readonly configRule: IRule | undefined;
  /** The names of the Systems Manager Automation runbooks. */
  readonly runbookNames: RunbookNames;
  /** The role that the runbooks assume: the value of their parameter AutomationAssumeRole. */
  readonly automationRole: IRole | undefined;
  /** The role that reviewers assume; it only reads. */
  readonly reviewerRole: IRole | undefined;
  /**
   * The name of the table in which the product remembers what it did; the table stays when the stack is
   * deleted.
   */
  readonly ledgerTableName: string | undefined;
  /** The alarms; the notification function tells of them. */
  readonly alarms: readonly IAlarm[];
  /** Lets principals of yours start the runbooks, or review. */
  readonly grants: OneActiveKeyGrants;
  /** @internal */
  readonly resources: AccountResources;

  constructor(scope: Construct, id: string, props: OneActiveKeyProps = {}) {
    super(scope, id);
    refuseSecond(this);
    const resources = this.addResources(props);
    const { ruleFunction, remediationFunction, reevaluation, notification, rule, reviewer, context } =
      resources;
    this.resources = resources;
    this.ruleFunction = this.functionAt('RuleFunction', ruleFunction.functionArn);
    this.remediationFunction =
      remediationFunction && this.functionAt('RemediationFunction', remediationFunction.functionArn);
    this.reevaluationFunction =
      reevaluation && this.functionAt('ReevaluationFunction', reevaluation.functionArn);
    this.notificationFunction =
      notification && this.functionAt('NotificationFunction', notification.functionArn);
    this.configRule = rule && ManagedRule.fromConfigRuleName(this, 'ConfigRule', rule.resource.ref);
    this.runbookNames = runbookNamesIn(context.conditions);
    this.automationRole =
      remediationFunction && this.roleAt('AutomationRole', remediationFunction.automationRoleArn);
    this.reviewerRole = reviewer && this.roleAt('ReviewerRole', reviewer.roleArn);
    this.ledgerTableName = context.conditions.remembers === false ? undefined : resources.ledger.tableName;
    this.alarms = resources.alarms.map(({ node: { id: name }, attrArn }) =>
      Alarm.fromAlarmArn(this, `${name}Alarm`, attrArn),
    );
    this.grants = new OneActiveKeyGrants(resources, this.runbookNames);
  }

  private addResources(props: OneActiveKeyProps): AccountResources {
    const refuse: Refuse = (problem) => {
      throw new InvalidPropError(this.node.path, problem);
    };
    const settings = parseAccountProps(props, refuse);
    checkRegion(this, refuse);
    refuseOtherRegions(this, props, refuse);
    const { notificationTopic, chatTopic, encryptionKey, code = assetCode } = props;
    const isOwnTopic = isOfThisAccount(this, notificationTopic);
    const isOwnChatTopic = isOfThisAccount(this, chatTopic);
    if (notificationTopic && isOwnTopic !== false) allowAlarms(this, notificationTopic);
    if (chatTopic && isOwnChatTopic !== false) allowAlarms(this, chatTopic);
    if (encryptionKey) allowLogs(this, encryptionKey);
    acknowledgeFindings(this);
    return addAccountResources(
      this,
      addStackContext(this, { settings, code: parseCode(code, refuse), isOwnTopic, isOwnChatTopic }),
    );
  }

  private functionAt(id: string, functionArn: string): IFunction {
    return LambdaFunction.fromFunctionAttributes(this, id, { functionArn, sameEnvironment: true });
  }

  private roleAt(id: string, arn: string): IRole {
    return Role.fromRoleArn(this, id, arn, { mutable: false });
  }
}
