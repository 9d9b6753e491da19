import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { deliverEvents, subscribeToEvents } from '../../../../../demo/events.ts';
import { DAY_MS } from '../../../../../policy/policy.ts';
import { NAMES } from '../../../../../product/names.ts';
import type { SandboxAccount } from '../../../../../sandbox/account.ts';
import { runIn } from '../../../../support/cli.ts';
import { addUser } from '../../../../support/rule.ts';
import { served } from '../../../../support/served-account.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../../../bin/commands/history/history.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
/** Whether a value is a history by the published schema; its `errors` say why not. */
export const isValid = ajv.compile(schema);

/** The options of the ledger of the sandbox. */
export const TABLE = ['--ledger-table', NAMES.sandboxLedger];

/**
 * An account with the users alice and bob, a key of each of whom a runbook deactivated ten days ago, and its
 * command line.
 */
export async function withHistory() {
  const { account, environment } = await served(() => {}, { withRunbooks: true });
  subscribeToEvents(account);
  for (const name of ['alice', 'bob']) addUser(account, name, 2);
  const settings = { ...environment, AWS_REGION: 'us-east-1' };
  const io = {
    now: account.clock.now,
    wait: async (milliseconds: number) => account.clock.advance(milliseconds),
  };
  const run = (...args: string[]) => runIn(settings, args, io);
  await run('remediate', '--all', '--yes');
  await deliverEvents(account);
  account.clock.advance(10 * DAY_MS);
  const keyOf = (name: string) =>
    account.backdoor.keysOf(name).find(({ status }) => status === 'Inactive')?.accessKeyId ?? '';
  const history = async (...args: string[]) => {
    const { code, out, err } = await run('history', '--format', 'json', ...TABLE, ...args);
    const found = out === '' ? undefined : JSON.parse(out);
    if (found) expect(isValid(found), JSON.stringify(isValid.errors)).toBe(true);
    return { code, err, found, account: found?.accounts[0] };
  };
  return { account, settings, io, run, keyOf, history };
}

/** How many calls of an operation there were since the first ones. */
export const callsSince = (account: SandboxAccount, before: number, operation: string) =>
  account.calls.slice(before).filter((call) => call.operation === operation).length;
