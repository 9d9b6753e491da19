import { Aws, CfnCondition, CfnOutput, Fn, Token } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { VERSION } from '../../product/version.ts';
import { bundleOf } from '../code/bundles.ts';
import { addExistence, choose, ifExists } from '../constructs/existence.ts';
import type { FunctionContext } from '../constructs/lambda-function.ts';
import { addRoleSettings } from '../constructs/role.ts';
import { CUSTOM_ACTION } from '../constructs/security-hub-events.ts';
import { SecurityHubFunction } from '../constructs/security-hub-function.ts';
import { isGiven, isSetTo, type Settings } from '../constructs/settings.ts';
import { SECURITY_HUB } from '../parameters/security-hub-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';
import { addRegionRule } from './region-rule.ts';

const DESCRIPTION =
  `One Active Key ${VERSION}: the findings of Security Hub CSPM show the plan of the AWS Config rule, those of exempt users are ` +
  'suppressed, and a custom action can start the runbook. Deploy this stack to the account and the Region of the stack ' +
  'OneActiveKey, after Security Hub CSPM is enabled there.';

/** The stack `OneActiveKeySecurityHub`, which no other stack needs. */
export class SecurityHubStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    const settings = settingsOf(addParameters(this, [SECURITY_HUB]));
    addRegionRule(this);
    const hasCustomAction = addExistence(this, 'HasCustomAction', isSetTo(settings, 'CustomAction', 'true'));
    new SecurityHubFunction(this, 'Default', {
      context: this.functionContext(settings),
      hasCustomAction,
      hasTopic: addExistence(this, 'HasTopic', isGiven(settings, 'NotificationTopicArn')),
    });
    new CfnOutput(this, 'CreateCustomAction', {
      description:
        'The command that creates the custom action, once for this account and Region; none if CustomAction is false.',
      value: Token.asString(choose(hasCustomAction, createCommand(), 'none')),
    });
  }

  private functionContext(settings: Settings): FunctionContext {
    const hasKmsKey = addExistence(this, 'HasKmsKey', isGiven(settings, 'KmsKeyArn'));
    return {
      settings,
      roleSettings: addRoleSettings(this, settings),
      kmsKey: Token.asString(ifExists(hasKmsKey, settings('KmsKeyArn'))),
      code: (functionName) => Code.fromInline(bundleOf(functionName)),
      isCommercialPartition: new CfnCondition(this, 'IsCommercialPartition', {
        expression: Fn.conditionEquals(Aws.PARTITION, 'aws'),
      }),
    };
  }
}

function createCommand(): string {
  const { id, name, description } = CUSTOM_ACTION;
  const command = 'aws securityhub create-action-target --region ${AWS::Region}';
  return Fn.sub(`${command} --id ${id} --name "${name}" --description "${description}"`);
}
