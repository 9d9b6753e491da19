import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { type AutomationOptions, createAutomation } from '../../sandbox/automation/automation.ts';
import type { InvocationResult } from '../../sandbox/functions.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import {
  type DeployedResource,
  type DeployedStack,
  type DeployOptions,
  deploy,
  onlyResource,
} from './cloudformation/deploy.ts';
import { templateOf } from './cloudformation/templates.ts';
import { deployRules, deployState } from './deployed-rules.ts';
import { type FunctionProcess, startFunction } from './lambda/function-process.ts';
import { NOW } from './users.ts';

/** A sandbox account to which the template of a stack is deployed, with the code of its functions. */
export interface DeployedAccount {
  readonly account: SandboxAccount;
  readonly stack: DeployedStack;
  /** The processes of the functions, by name. */
  readonly functions: Readonly<Record<string, FunctionProcess>>;
  /** The parameters that *Remediate* passes to the runbook for a resource. */
  remediationParameters(resourceId: string): Readonly<Record<string, string>>;
  /** Invokes the target of the daily rule. */
  runDailyPass(): Promise<InvocationResult>;
}

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Code: { readonly ZipFile: string };
  readonly Timeout: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

/**
 * Deploys the account template, with daily deletions, to a sandbox account. The functions run the code of the
 * template, each in a process of its own, with the SDK's real clients over HTTP; the rule, the remediation
 * and the runbooks are those of the templates.
 */
export async function deployToAccount(
  automationOptions: Partial<AutomationOptions> = {},
  options: DeployOptions = {},
): Promise<DeployedAccount> {
  const account = createSandboxAccount({ startAt: NOW, region: options.region ?? 'us-east-1' });
  const stack = deploy(templateOf('OneActiveKey'), {
    ...options,
    parameters: { Deletion: 'Daily', ...options.parameters },
  });
  const functions: Record<string, FunctionProcess> = {};
  for (const { properties } of stack.ofType('AWS::Lambda::Function')) {
    const definition = properties as unknown as FunctionProperties;
    const started = await startDeployed(account, definition);
    functions[definition.FunctionName] = started;
    account.functions.register(definition.FunctionName, started.handler, {
      timeoutMs: definition.Timeout * 1_000,
    });
  }
  await deployRunbooks(account, stack, automationOptions);
  deployState(account, stack);
  deployRules(account, stack);
  return {
    account,
    stack,
    functions,
    remediationParameters: (id) => remediationParameters(stack, id),
    runDailyPass: () => runDailyPass(account, stack),
  };
}

function runDailyPass({ functions }: SandboxAccount, stack: DeployedStack): Promise<InvocationResult> {
  const hasSchedule = ({ properties }: DeployedResource) => 'ScheduleExpression' in properties;
  const { Targets } = onlyResource(stack, 'AWS::Events::Rule', hasSchedule).properties;
  const [{ Arn = '', Input = '' } = {}] = Targets as { Arn?: string; Input?: string }[];
  return functions.invoke(Arn, JSON.parse(Input));
}

async function startDeployed(
  account: SandboxAccount,
  definition: FunctionProperties,
): Promise<FunctionProcess> {
  const { FunctionName, Code, Environment } = definition;
  const server = await serveAccount(account, { principal: FunctionName });
  onTestFinished(() => server.close());
  const started = await startFunction({
    zipFile: Code.ZipFile,
    startAt: account.clock.now(),
    environment: {
      ...Environment?.Variables,
      AWS_REGION: account.region,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  onTestFinished(() => started.end());
  return started;
}

async function deployRunbooks(
  account: SandboxAccount,
  stack: DeployedStack,
  options: Partial<AutomationOptions>,
): Promise<void> {
  const invokeFunction = account.functions.invoke;
  account.addOperations('ssm', createAutomation({ ...account, invokeFunction, ...options }).operations);
  const { ssm } = account.connect({ principal: 'CloudFormation' });
  for (const { properties } of stack.ofType('AWS::SSM::Document')) {
    const { Name, Content } = properties as { Name: string; Content: object };
    // CloudFormation passes the object as JSON, which is also YAML.
    const document = { Name, Content: JSON.stringify(Content), DocumentFormat: 'YAML' } as const;
    await ssm.send(new CreateDocumentCommand({ ...document, DocumentType: 'Automation' }));
  }
}

type RemediationParameter =
  | { readonly ResourceValue: { readonly Value: 'RESOURCE_ID' } }
  | { readonly StaticValue: { readonly Values: readonly string[] } };

/**
 * The parameters that *Remediate* passes to the runbook for a resource, from the stack's remediation
 * configuration.
 */
export function remediationParameters(stack: DeployedStack, resourceId: string): Record<string, string> {
  const [remediation] = stack.ofType('AWS::Config::RemediationConfiguration');
  const parameters = remediation?.properties['Parameters'] as Record<string, RemediationParameter>;
  const entries = Object.entries(parameters).map(([name, parameter]) => [
    name,
    'ResourceValue' in parameter ? resourceId : (parameter.StaticValue.Values[0] ?? ''),
  ]);
  return Object.fromEntries(entries);
}
