import type { SandboxAccount } from '../../sandbox/account.ts';
import type { DeployedStack } from './cloudformation/deploy.ts';

interface ConfigRuleProperties {
  readonly ConfigRuleName: string;
  readonly InputParameters: Readonly<Record<string, string>>;
  readonly Source: { readonly SourceIdentifier: string };
}

interface EventRuleProperties {
  readonly EventPattern?: object;
  readonly Targets: readonly { readonly Arn: string }[];
}

/**
 * Deploys what the functions keep their state in: the group of schedules, and the table of the ledger with
 * its name.
 */
export function deployState(account: SandboxAccount, stack: DeployedStack): void {
  for (const { properties } of stack.ofType('AWS::Scheduler::ScheduleGroup')) {
    account.scheduler.addGroup(String(properties['Name']));
  }
  const { LedgerTable: name } = stack.outputs;
  if (name !== undefined) account.tables.add({ name });
  for (const { properties } of stack.ofType('AWS::SSM::Parameter')) {
    account.parameters.put(String(properties['Name']), String(properties['Value']));
  }
}

/** Deploys the Config rules, and the event rules by which changes invoke a function. */
export function deployRules({ configRules, trail }: SandboxAccount, stack: DeployedStack): void {
  for (const { properties } of stack.ofType('AWS::Config::ConfigRule')) {
    const { ConfigRuleName, InputParameters, Source } = properties as unknown as ConfigRuleProperties;
    configRules.put({
      configRuleName: ConfigRuleName,
      inputParameters: InputParameters,
      sourceIdentifier: Source.SourceIdentifier,
    });
  }
  for (const { properties } of stack.ofType('AWS::Events::Rule')) {
    const { EventPattern, Targets } = properties as unknown as EventRuleProperties;
    for (const { Arn } of EventPattern ? Targets : []) {
      if (Arn.includes(':function:')) trail.addTarget(Arn, EventPattern);
    }
  }
}
