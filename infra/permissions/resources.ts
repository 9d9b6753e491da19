import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';

/** For actions without a resource type (Service Authorization Reference); for these IAM accepts only `*`. */
export const NO_RESOURCE_TYPE = '*';

/** Every IAM user of the account, in every path. */
export const USERS = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*';

/**
 * A rule's ARN ends in an id that Config generates; the ARNs of rules of packs contain `aws-service-rule/`.
 */
export const CONFIG_RULES = 'arn:${AWS::Partition}:config:${AWS::Region}:${AWS::AccountId}:config-rule/*';

/** The ARN of one of our functions, for `Fn::Sub`. */
export const functionArn = (name: string): string =>
  `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`;

/** The ARN of one of our roles, for `Fn::Sub`; the parameter RolePath begins and ends with a slash. */
export const roleArn = (name: string): string =>
  `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role\${RolePath}${name}`;

/** The ARN of a resource of Systems Manager, for `Fn::Sub`. */
export const ssmArn = (resource: string): string =>
  `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

function schedulerArn(resource: string): string {
  return `arn:\${AWS::Partition}:scheduler:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
}

/** Our own group of schedules. */
export const SCHEDULE_GROUP = schedulerArn(`schedule-group/${NAMES.scheduleGroup}`);

/** The schedules of our own group. */
export const SCHEDULES = schedulerArn(`schedule/${NAMES.scheduleGroup}/*`);

/** The executions of Automation; their ids are generated. */
export const EXECUTIONS = ssmArn('automation-execution/*');

/**
 * Every version of a runbook: the Service Authorization Reference has this resource type beside the document.
 */
export const runbookDefinition = (runbook: keyof typeof RUNBOOKS): string =>
  ssmArn(`automation-definition/${RUNBOOKS[runbook].name}:*`);

/** Security Hub CSPM of this account and Region (Service Authorization Reference, resource type hub). */
export const HUB = 'arn:${AWS::Partition}:securityhub:${AWS::Region}:${AWS::AccountId}:hub/default';

/**
 * The event bus to which the forwarding template sends events; `HomeRegion` is a parameter of that template.
 */
export const HOME_EVENT_BUS =
  'arn:${AWS::Partition}:events:${HomeRegion}:${AWS::AccountId}:event-bus/default';

/**
 * Our own stack: IAM checks `stack/NAME/*` if a request names a stack by its name, and its ARN if it gives
 * that.
 */
export const OWN_STACK =
  'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/${AWS::StackName}/*';

/**
 * The logs of our functions, by the beginning of the names that CloudFormation generates (CloudFormation User
 * Guide, "Physical ID"): with nested stacks, that of the stack which has the functions.
 */
export const OWN_LOGS =
  'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${AWS::StackName}-*';

/** Our alarms, those of the template for Security Hub included; their names are fixed. */
export const OWN_ALARMS =
  'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:one-active-key-*';

/**
 * The parameter that names the table of the ledger; in the ARN, the slash before its name is the one after
 * `parameter`.
 */
export const LEDGER_PARAMETER = ssmArn(`parameter${NAMES.ledgerParameter}`);

/**
 * The path of both parameters, for GetParametersByPath. IAM checks it as the request has it: published
 * denials name it without a slash at its end (aws-dotnet-extensions-configuration, issue 108), and with one
 * (terraform-aws-control_tower_account_factory, issue 174). Ours has none.
 */
export const PARAMETER_PATH = ssmArn(`parameter${NAMES.parameterPath}`);

/** The parameter that pauses everything automatic; people write it, and no template has it. */
export const PAUSE_PARAMETER = ssmArn(`parameter${NAMES.pauseParameter}`);

/**
 * The account itself, for Account Management in standalone context (Service Authorization Reference, resource
 * type account).
 */
export const OWN_ACCOUNT = 'arn:${AWS::Partition}:account::${AWS::AccountId}:account';

/** The key of the topic, of whatever account: the template does not know it. */
export const TOPIC_KEYS = 'arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*';

/** The reason for the wildcard of a resource, by resource. */
export const WILDCARDS: Readonly<Record<string, string>> = {
  [NO_RESOURCE_TYPE]:
    'The Service Authorization Reference lists no resource type for these actions: IAM accepts only *.',
  [USERS]: 'The product evaluates every IAM user of this account, in every path, and may remediate each.',
  [CONFIG_RULES]:
    'The ARN of a Config rule ends in an id that AWS Config generates, and a conformance pack creates its own rule.',
  [TOPIC_KEYS]:
    'The template knows the topic, not the key that encrypts it. The conditions allow its use for this topic only.',
  [runbookDefinition('deactivate')]: 'Every version of one runbook.',
  [runbookDefinition('delete')]: 'Every version of one runbook.',
  [EXECUTIONS]:
    'Systems Manager generates the id of an execution. Where one is started, the other resources restrict the runbook; where one is ' +
    'read, IAM has no condition on the runbook.',
  [OWN_LOGS]: 'CloudFormation generates the names of the log groups; they begin with the name of the stack.',
  [OWN_ALARMS]: 'The alarms of the product, whose names begin alike.',
  [OWN_STACK]: 'The ARN of a stack ends in an id, which a request by the name of the stack does not have.',
};
