import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { bundleOf } from '../code/bundles.ts';
import { OneActiveKey } from '../library/one-active-key.ts';
import { ACCOUNT_GROUPS } from '../parameters/account-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { addAccountOutputs } from './account-outputs.ts';
import { addParameterRules } from './parameter-rules.ts';
import { PlainStack } from './plain-stack.ts';
import { propsFromParameters } from './props-from-parameters.ts';
import { templateDescription } from './template-description.ts';

const DESCRIPTION =
  'AWS Config rule that reports every IAM user with more than one active access key, and, if chosen, its ' +
  'remediation, which deactivates the surplus keys, never the last active one, and can be undone.';

/**
 * The stack `OneActiveKey`: the construct with a parameter for each of its props, and its code in the
 * template. What a parameter switches off does not exist.
 */
export class AccountStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, templateDescription(DESCRIPTION));
    const parameters = addParameters(this, ACCOUNT_GROUPS);
    addParameterRules(this, parameters);
    const { resources } = new OneActiveKey(this, 'Default', {
      ...propsFromParameters(this, settingsOf(parameters)),
      code: (functionName) => Code.fromInline(bundleOf(functionName)),
    });
    addAccountOutputs(this, resources);
  }
}
