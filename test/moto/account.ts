import { NAMES } from '../../product/names.ts';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import type { DeployedStack } from '../support/cloudformation/deploy.ts';
import { anEvent } from '../support/events.ts';
import type { FunctionProcess } from '../support/lambda/function-process.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { NOW } from '../support/users.ts';
import { readResult } from './annotation.ts';
import { type ConfigServer, serveConfig } from './config-server.ts';
import {
  configRuleOf,
  type Endpoints,
  invoke,
  ruleParameters,
  stackWith,
  startStackFunction,
} from './functions.ts';
import { type ExpectedVerdict, program } from './oracle.ts';

/** How long an account and the oracle may take to be there, in milliseconds: as long as a test. */
export const START_TIMEOUT = 120_000;

/** An account: IAM is moto with 200 users in it, Config is ours, the functions are the template's. */
export interface MotoAccount {
  readonly moto: Moto;
  readonly config: ConfigServer;
  /** Starts a function of the stack; it ends with the account. */
  start(name: string): Promise<FunctionProcess>;
  /** Has the rule evaluate all users on schedule. */
  evaluate(stack: DeployedStack): Promise<void>;
  /** What people read on the dashboard, by user id. */
  said(): Record<string, ExpectedVerdict>;
  end(): Promise<void>;
}

/** Starts an account; its users are the same ones each time. */
export async function startAccount(): Promise<MotoAccount> {
  const python = findPython() ?? 'python3';
  const moto = await startMoto((port) => [python, program('iam_server.py'), port, NOW.toISOString()]);
  const config = await serveConfig({
    ...configRuleOf(stackWith({})),
    // Not ours: nobody may start it.
    'required-tags': 'arn:aws:lambda:us-east-1:111122223333:function:required-tags',
  });
  const endpoints: Endpoints = { iam: moto.settings.endpoint, config: config.endpoint };
  const functions: FunctionProcess[] = [];
  const start = async (name: string) => {
    const started = await startStackFunction(name, endpoints);
    functions.push(started);
    return started;
  };
  const rule = await start(NAMES.ruleFunction);
  return {
    moto,
    config,
    start,
    async evaluate(stack) {
      const resultToken = config.begin();
      const event = anEvent(undefined, { ruleParameters: ruleParameters(stack), resultToken });
      await invoke(rule, NAMES.ruleFunction, event);
    },
    said: () => Object.fromEntries(Array.from(config.results, ([id, result]) => [id, readResult(result)])),
    async end() {
      await Promise.all(functions.map((each) => each.end()));
      await Promise.all([moto.end(), config.close()]);
    },
  };
}
