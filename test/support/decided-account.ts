import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decisionsFormatOf, readDecisions } from '../../bin/decisions/file/decision-file.ts';
import type { PeopleDecision } from '../../bin/decisions/row.ts';
import type { Io } from '../../bin/terminal/io.ts';
import { deliverEvents, subscribeToEvents } from '../../demo/events.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { emptyFolder } from './bare-environment.ts';
import { type CommandResult, runIn } from './cli.ts';
import { addUser } from './rule.ts';
import { served } from './served-account.ts';

/**
 * A served account whose users have two active keys each, of which only the first was ever used, and a
 * decision file about them.
 */
export interface DecidedAccount {
  readonly account: SandboxAccount;
  /** The ids of a user's keys: the one in use, and the idle one. */
  readonly keys: Readonly<Record<string, readonly [string, string]>>;
  readonly file: string;
  /** A file that does not exist yet. */
  readonly receipts: string;
  /** Writes decisions into the rows of these users. */
  readonly decide: (decisions: Readonly<Record<string, Partial<PeopleDecision>>>) => void;
  readonly run: (args: readonly string[], io?: Partial<Io>) => Promise<CommandResult>;
  readonly receiptsWritten: () => { receipts: Written[]; exemptions: Written[] };
}

type Written = Readonly<Record<string, unknown>>;

/** Creates the users, and has `preview` write the file about them. */
export async function decidedAccount(
  names: readonly string[] = ['alice', 'bob', 'carol'],
  ending: 'csv' | 'json' = 'csv',
): Promise<DecidedAccount> {
  const { account, environment } = await served(() => {}, { withRunbooks: true });
  subscribeToEvents(account);
  const users = names.map((name) => [name, addUser(account, name, 2)] as const);
  await deliverEvents(account);
  const folder = emptyFolder();
  const [file, receipts] = [join(folder, `decisions.${ending}`), join(folder, 'receipts.json')];
  const settings = { ...environment, AWS_REGION: 'us-east-1' };
  const run: DecidedAccount['run'] = (args, io = {}) =>
    runIn(settings, args, { now: account.clock.now, ...io });
  await run(['preview', '--decisions', file]);
  return {
    account,
    keys: Object.fromEntries(users.map(([name, { keys }]) => [name, [keys[0] ?? '', keys[1] ?? '']])),
    file,
    receipts,
    run,
    decide(decisions) {
      const rows = readDecisions(file).map(({ row }) => ({ ...row, ...decisions[row.userName] }));
      writeFileSync(file, decisionsFormatOf(file).write(rows));
    },
    receiptsWritten: () => JSON.parse(readFileSync(receipts, 'utf8')),
  };
}
