import { Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { functionArn, roleArn } from '../permissions/resources.ts';
import { CUSTOM_ACTION_PERMISSIONS, SECURITY_HUB_PERMISSIONS } from '../permissions/security-hub.ts';
import { addIf, type Existence, ifExists } from './existence.ts';
import { type AddedFunction, addFunction, type FunctionContext } from './lambda-function.ts';
import { addPolicy } from './role.ts';
import { addSecurityHubEvents, MAX_EVENT_AGE_SECONDS } from './security-hub-events.ts';
import { substitute } from './settings.ts';

/** What the function takes from its stack, and which of its parts exist. */
export interface SecurityHubFunctionProps {
  readonly context: FunctionContext;
  readonly hasCustomAction: Existence;
  readonly hasTopic: Existence;
}

/** The function that writes the plan into the findings of Security Hub, its events, and its alarm. */
export class SecurityHubFunction extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { context, hasCustomAction, hasTopic }: SecurityHubFunctionProps,
  ) {
    super(scope, id);
    const { resource, role } = this.addSecurityHubFunction(context);
    addIf(hasCustomAction, () =>
      addPolicy(this, 'CustomActionPolicy', {
        policyName: 'one-active-key-custom-action',
        permissions: CUSTOM_ACTION_PERMISSIONS,
        roleName: role.ref,
        settings: context.settings,
      }),
    );
    addSecurityHubEvents(this, resource, hasCustomAction);
    new CfnEventInvokeConfig(this, 'Retries', {
      functionName: resource.ref,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: MAX_EVENT_AGE_SECONDS,
    });
    this.addAlarm(resource, Token.asList(ifExists(hasTopic, [context.settings('NotificationTopicArn')])));
  }

  private addSecurityHubFunction(context: FunctionContext): AddedFunction {
    const { settings } = context;
    return addFunction(this, context, {
      functionName: NAMES.securityHubFunction,
      description:
        'Writes into the findings of Security Hub what the AWS Config rule says of the user, and starts the runbook for ' +
        'findings that somebody chose.',
      permissions: SECURITY_HUB_PERMISSIONS,
      // The daily pass over some thousand findings.
      timeoutSeconds: 900,
      memoryMegabytes: 256,
      environment: {
        RULE_FUNCTION_ARN: Fn.sub(functionArn(NAMES.ruleFunction)),
        AUTOMATION_ROLE_ARN: substitute(settings, roleArn(NAMES.automationRole)),
      },
    });
  }

  /**
   * Two failures within an hour, as for the other functions that Lambda retries: one may be a throttled call.
   */
  private addAlarm(resource: CfnFunction, alarmActions: string[]): void {
    new CfnAlarm(this, 'Errors', {
      alarmName: `${NAMES.securityHubFunction}-errors`,
      alarmDescription:
        'The function for Security Hub failed repeatedly: some findings do not show the plan, or a chosen runbook was not ' +
        'started. See docs/security-hub.md.',
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensions: [{ name: 'FunctionName', value: resource.ref }],
      statistic: 'Sum',
      period: 3_600,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 2,
      treatMissingData: 'notBreaching',
      alarmActions,
    });
  }
}
