import { randomUUID } from 'node:crypto';
import { NAMES } from '../../product/names.ts';
import { type DeployedStack, deploy, onlyResource } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { remediationParameters } from '../support/deployed-account.ts';
import { type FunctionProcess, startFunction } from '../support/lambda/function-process.ts';
import { EXECUTION } from '../support/remediation.ts';
import { NOW } from '../support/users.ts';
import type { Parameters } from './oracle.ts';

/** The endpoints that the functions use for AWS. */
export interface Endpoints {
  /** IAM and DynamoDB. */
  readonly moto: string;
  readonly config: string;
}

/**
 * Deploys the stack of one account; its parameters are named like the rule's, with a capital first letter.
 */
export function stackWith(parameters: Parameters): DeployedStack {
  const entries = Object.entries(parameters);
  const stackParameters = entries.map(([name = '', value]) => [
    name.replace(/^./, (first) => first.toUpperCase()),
    value,
  ]);
  return deploy(templateOf('OneActiveKey'), { parameters: Object.fromEntries(stackParameters) });
}

/**
 * Starts the code that the template has for a function, in a separate process, under the Node.js that runs
 * the tests: CI runs the tests under each supported version, among them 24, the runtime of the functions.
 */
export async function startStackFunction(
  name: string,
  { moto, config }: Endpoints,
): Promise<FunctionProcess> {
  const stack = stackWith({});
  const { properties } = onlyResource(
    stack,
    'AWS::Lambda::Function',
    (each) => each.properties['FunctionName'] === name,
  );
  const { Code, Environment } = properties as {
    readonly Code: { readonly ZipFile: string };
    readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
  };
  return startFunction({
    zipFile: Code.ZipFile,
    startAt: NOW,
    // Some keys are exactly as old as a limit of the design, such as 24 hours, so that the clock must not
    // advance.
    isClockStopped: true,
    environment: {
      ...Environment?.Variables,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL_IAM: moto,
      AWS_ENDPOINT_URL_DYNAMODB: moto,
      AWS_ENDPOINT_URL_CONFIG_SERVICE: config,
      // A call of any other service goes to our Config server, which refuses it, and never to AWS.
      AWS_ENDPOINT_URL: config,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
}

/** Invokes a function as Lambda does; rejects with the function's own error. */
export function invoke(started: FunctionProcess, name: string, event: unknown): Promise<unknown> {
  return started.handler(event, {
    functionName: name,
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${name}`,
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => 290_000,
  });
}

/** The rule parameters that Config passes to the rule's function, as JSON. */
export function ruleParameters(stack: DeployedStack): string {
  return JSON.stringify(onlyResource(stack, 'AWS::Config::ConfigRule').properties['InputParameters']);
}

/** The ARN of the rule's function, by the name of the rule. */
export function configRuleOf(stack: DeployedStack): Readonly<Record<string, string>> {
  const { Source } = onlyResource(stack, 'AWS::Config::ConfigRule').properties;
  return { [NAMES.configRule]: (Source as { readonly SourceIdentifier: string }).SourceIdentifier };
}

interface Runbook {
  readonly parameters: Readonly<Record<string, { readonly default?: string }>>;
  readonly mainSteps: readonly [
    { readonly inputs: { readonly InputPayload: Readonly<Record<string, string>> } },
  ];
}

/** The event of a runbook. */
export interface Event {
  readonly userId: string;
}

/** The event that a runbook of the stack sends to the function if it is started with these parameters. */
export function runbookEvent(stack: DeployedStack, runbook: string, parameters: Parameters): Event {
  const { Content } = onlyResource(
    stack,
    'AWS::SSM::Document',
    ({ properties }) => properties['Name'] === runbook,
  ).properties;
  const { parameters: declared, mainSteps } = Content as unknown as Runbook;
  const values: Readonly<Record<string, string | undefined>> = {
    ...Object.fromEntries(Object.entries(declared).map(([name, { default: value }]) => [name, value])),
    ...parameters,
    'automation:EXECUTION_ID': EXECUTION,
  };
  const fill = (text: string) =>
    text.replace(/\{\{ (\S+) \}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`Expected a value for ${name} of ${runbook}; received none`);
      return value;
    });
  const { userId = '', ...payload } = mainSteps[0].inputs.InputPayload;
  const members = Object.entries(payload).map(([name, text]) => [name, fill(text)]);
  return { userId: fill(userId), ...Object.fromEntries(members) };
}

/** The event that *Remediate* sends to the function for a user. */
export function remediateEvent(stack: DeployedStack, runbook: string, userId: string): Event {
  return runbookEvent(stack, runbook, remediationParameters(stack, userId));
}
