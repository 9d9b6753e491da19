import { App, BootstraplessSynthesizer, type Environment, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { bundleOf } from '../../infra/code/bundles.ts';
import { OneActiveKey } from '../../infra/library/one-active-key.ts';
import type { OneActiveKeyProps } from '../../infra/library/one-active-key-props.ts';
import { PlainStack, type StackSource } from '../../infra/stacks/plain-stack.ts';
import type { Template } from '../../infra/templates/template.ts';

/** The code as the template has it, so that no file has to be built. */
const code = (functionName: string) => Code.fromInline(bundleOf(functionName));

/** The template of a stack, without the validation of a synthesis, which takes a second. */
export function resolved(stack: Stack): Template {
  return stack.resolve((stack as unknown as { _toCloudFormation(): Template })._toCloudFormation());
}

/** The construct in an app of its own, whose stack is known to be in an environment, or in any. */
export function construct(props: OneActiveKeyProps = {}, env?: Environment): OneActiveKey {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Security', env ? { env } : {});
  return new OneActiveKey(stack, 'OneActiveKey', { code, ...props });
}

/**
 * A template of the construct with the logical ids of the account template; the values of parameters become
 * props. The stack is in the environment, or in any.
 */
export function templateWith(parameters: Readonly<Record<string, string>>, env?: Environment): Template {
  const source = {
    description: 'The construct.',
    synthesizer: new BootstraplessSynthesizer(),
    ...(env ? { env } : {}),
  };
  const stack = new PlainStack(new App({ analyticsReporting: false }), 'OneActiveKey', source as StackSource);
  new OneActiveKey(stack, 'Default', { ...propsOf(stack, parameters), code });
  return resolved(stack);
}

const NUMBERS = /Hours$|Days$|PerDay$|Seconds$|Attempts$/;

/**
 * The props that say what the parameters say: constructs for ARNs, numbers and booleans for texts; empty ones
 * are left out.
 */
function propsOf(stack: Stack, parameters: Readonly<Record<string, string>>): OneActiveKeyProps {
  const { NotificationTopicArn, ChatTopicArn, KmsKeyArn, PermissionsBoundaryName, NearRealTime, ...others } =
    parameters;
  const given = Object.entries(others).filter(([, value]) => value !== '');
  const props = given.map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    NUMBERS.test(name) ? Number(value) : value,
  ]);
  return {
    ...Object.fromEntries(props),
    ...(NearRealTime ? { nearRealTime: NearRealTime === 'true' } : {}),
    ...(NotificationTopicArn
      ? { notificationTopic: Topic.fromTopicArn(stack, 'TheTopic', NotificationTopicArn) }
      : {}),
    ...(ChatTopicArn ? { chatTopic: Topic.fromTopicArn(stack, 'TheChatTopic', ChatTopicArn) } : {}),
    ...(KmsKeyArn ? { encryptionKey: Key.fromKeyArn(stack, 'TheKey', KmsKeyArn) } : {}),
    ...(PermissionsBoundaryName ? { permissionsBoundary: PermissionsBoundaryName } : {}),
  };
}
