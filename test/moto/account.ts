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
import { createLedgerTable } from './ledger-table.ts';
import { type ExpectedVerdict, program } from './oracle.ts';

/** The maximum time in which an account and the oracle start, in milliseconds: the same as for a test. */
export const START_TIMEOUT = 120_000;

/**
 * An account: its IAM and its DynamoDB are moto with 200 users, its Config is ours, and its functions run the
 * code of the template.
 */
export interface MotoAccount {
  readonly moto: Moto;
  readonly config: ConfigServer;
  /** Starts a function of the stack; `end` ends it. */
  start(name: string): Promise<FunctionProcess>;
  /** Invokes the rule as Config does on schedule. */
  evaluate(stack: DeployedStack): Promise<void>;
  /** The verdicts on the dashboard, by user id. */
  dashboard(): Record<string, ExpectedVerdict>;
  end(): Promise<void>;
}

/** Starts an account; it has the same users each time. */
export async function startAccount(): Promise<MotoAccount> {
  const python = findPython() ?? 'python3';
  const moto = await startMoto((port) => [python, program('iam_server.py'), port, NOW.toISOString()]);
  const config = await serveConfig({
    ...configRuleOf(stackWith({})),
    // A rule of somebody else: our functions must not start its evaluation.
    'required-tags': 'arn:aws:lambda:us-east-1:111122223333:function:required-tags',
  });
  await createLedgerTable(moto.settings, stackWith({}));
  const endpoints: Endpoints = { moto: moto.settings.endpoint, config: config.endpoint };
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
      const kindOfLastRun = () => JSON.parse(rule.log().at(-1) ?? '{}').kind;
      // A notification is taken for that of a start of a remediation, if there was one: the one after it is a
      // sweep.
      do {
        const resultToken = config.begin();
        const event = anEvent(undefined, { ruleParameters: ruleParameters(stack), resultToken });
        await invoke(rule, NAMES.ruleFunction, event);
      } while (kindOfLastRun() === 'targeted');
    },
    dashboard: () =>
      Object.fromEntries(Array.from(config.results, ([id, result]) => [id, readResult(result)])),
    async end() {
      await Promise.all(functions.map((each) => each.end()));
      await Promise.all([moto.end(), config.close()]);
    },
  };
}
