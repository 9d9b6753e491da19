import { onTestFinished } from 'vitest';
import { type DeploymentOptions, deployRunbooks } from '../../demo/deployment.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { createAutomation } from '../../sandbox/automation/automation.ts';
import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { deployed } from './rule.ts';

/** The parts of the product that are deployed to a served account. */
export interface ServedOptions extends DeploymentOptions {
  readonly withRunbooks?: boolean;
}

/**
 * An account that is served on the loopback interface, and the environment variables with which the SDK calls
 * it.
 */
export async function served(
  prepare: (account: SandboxAccount) => void = () => {},
  { withRunbooks = false, ...options }: ServedOptions = {},
) {
  const { account } = deployed(options);
  prepare(account);
  if (withRunbooks) await deployRunbooks(account, { runScript: readPayloadDirectly });
  else {
    const automation = createAutomation({ ...account, invokeFunction: account.functions.invoke });
    account.addOperations('ssm', automation.operations);
  }
  const server = await serveAccount(account);
  onTestFinished(() => server.close());
  const environment = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'none',
  };
  return { account, environment };
}
