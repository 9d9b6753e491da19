import { Aws, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { type CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { ACTION_EVENT, IMPORTED_EVENT, REFRESH_EVENT } from '../../security-hub/event.ts';
import { addIf, type Existence } from './existence.ts';

/**
 * The custom action: its id has at most 20 letters and digits, its name 20 characters (API reference,
 * CreateActionTarget). People create it with one command (docs/decisions/0052).
 */
export const CUSTOM_ACTION = {
  id: 'OneActiveKey',
  name: 'Keep one active key',
  description:
    'Deactivates the surplus access keys of the users of the chosen findings, as Remediate in AWS Config does. Reversible.',
} as const;

/**
 * The ARN of the custom action, for `Fn::Sub` (User Guide, "EventBridge event formats for Security Hub
 * CSPM").
 */
const CUSTOM_ACTION_ARN = `arn:\${AWS::Partition}:securityhub:\${AWS::Region}:\${AWS::AccountId}:action/custom/${CUSTOM_ACTION.id}`;

/** The ARN of the product AWS Config, for `Fn::Sub`. */
const CONFIG_PRODUCT = 'arn:${AWS::Partition}:securityhub:${AWS::Region}::product/aws/config';

/**
 * How long EventBridge tries to deliver an event, and then Lambda to process it, in seconds. Their defaults
 * are 24 and 6 hours (EventBridge API reference, RetryPolicy; Lambda API reference,
 * PutFunctionEventInvokeConfig): a runbook would start at night for what somebody chose in the morning. The
 * daily pass has the findings of events that are dropped.
 */
export const MAX_EVENT_AGE_SECONDS = 1_800;

/** Invokes the function for our findings, once a day, and for the custom action. */
export function addSecurityHubEvents(
  scope: Construct,
  resource: CfnFunction,
  hasCustomAction: Existence,
): void {
  invoke(scope, resource, { id: 'Findings', eventPattern: findingsPattern() });
  const input = JSON.stringify(REFRESH_EVENT);
  invoke(scope, resource, { id: 'Refresh', scheduleExpression: 'rate(1 day)', input });
  addIf(hasCustomAction, () => {
    const action = new Construct(scope, 'CustomAction');
    invoke(action, resource, { id: 'Chosen', eventPattern: customActionPattern() });
    return action;
  });
}

function customActionPattern(): object {
  return {
    source: ['aws.securityhub'],
    account: [Aws.ACCOUNT_ID],
    'detail-type': [ACTION_EVENT],
    resources: [Fn.sub(CUSTOM_ACTION_ARN)],
  };
}

/** What invokes the function: a pattern, or a schedule with its input. */
interface Source {
  readonly id: string;
  readonly eventPattern?: object;
  readonly scheduleExpression?: string;
  readonly input?: string;
}

function invoke(scope: Construct, resource: CfnFunction, { id, input, ...properties }: Source): void {
  const target = {
    id: 'security-hub',
    arn: resource.attrArn,
    retryPolicy: { maximumEventAgeInSeconds: MAX_EVENT_AGE_SECONDS },
  };
  const rule = new CfnRule(scope, id, {
    ...properties,
    targets: [input === undefined ? target : { ...target, input }],
  });
  new CfnPermission(scope, `${id}Permission`, {
    functionName: resource.ref,
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: rule.attrArn,
  });
}

/**
 * Findings of AWS Config in this account whose title, the name of the rule, begins as that of our rule does:
 * a conformance pack appends a suffix. The function checks the rest.
 */
function findingsPattern(): object {
  return {
    source: ['aws.securityhub'],
    // Other accounts may send their events to the bus of this account.
    account: [Aws.ACCOUNT_ID],
    'detail-type': [IMPORTED_EVENT],
    detail: {
      findings: {
        ProductArn: [Fn.sub(CONFIG_PRODUCT)],
        AwsAccountId: [Aws.ACCOUNT_ID],
        Region: [Aws.REGION],
        Title: ['', 'OrgConfigRule-'].map((before) => ({ prefix: `${before}${NAMES.configRule}` })),
      },
    },
  };
}
