import { describe, expect, it } from 'vitest';
import { deliverEvents, subscribeToEvents } from '../../../demo/events.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import { served as servedEmpty } from '../../sandbox/wire/served.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { itemsOf, putItem, recordsIn } from '../../support/ledger.ts';
import { deactivate } from '../../support/remediation.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

const TABLE = ['--ledger-table', NAMES.sandboxLedger];

/** An account with the user alice, one of whose keys was deactivated 20 days ago, and its command line. */
async function withDeactivatedKey() {
  const { account, environment } = await served(() => {}, { withRunbooks: true });
  subscribeToEvents(account);
  const alice = addUser(account, 'alice', 2);
  const [key = ''] = (await deactivate(account, alice.userId)).deactivatedAccessKeyIds;
  await deliverEvents(account);
  account.clock.advance(20 * DAY_MS);
  const settings = { ...environment, AWS_REGION: 'us-east-1' };
  const io = { now: account.clock.now };
  return { account, alice, key, run: (...args: string[]) => runIn(settings, args, io) };
}

describe('preview', () => {
  it.each([['deployed'], [NAMES.sandboxLedger]])(
    '--ledger-table %s reads the records of the table',
    async (table) => {
      const { key, run } = await withDeactivatedKey();
      const { code, out } = await run('preview', '--format', 'json', '--ledger-table', table);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        accounts: [{ readsLedger: true }],
        users: [{ userName: 'alice', deactivations: [{ accessKeyId: key, state: 'done' }] }],
      });
    },
  );

  it.each([
    ['json', '"readsLedger": false'],
    ['table', 'Keys that One Active Key deactivated, on record: not read; give --ledger-table deployed.'],
    ['csv', ',not read,'],
    ['html', 'The records of deactivations were not read'],
  ])('without it: the format %s says that the ledger was not read', async (format, sentence) => {
    const { account, run } = await withDeactivatedKey();
    const before = account.calls.length;
    const { code, out } = await run('preview', '--format', format);
    expect(code).toBe(0);
    expect(out).toContain(sentence);
    const services = account.calls.slice(before).map(({ service }) => service);
    expect(services.filter((service) => ['dynamodb', 'ssm'].includes(service))).toEqual([]);
  });

  it('only reads the table', async () => {
    const { account, run } = await withDeactivatedKey();
    const before = itemsOf(account);
    await run('preview', ...TABLE);
    expect(itemsOf(account)).toEqual(before);
  });
});

describe('a ledger that cannot be read: one line, exit code 1, and no verdicts', () => {
  it.each([
    [
      'the table does not exist',
      ['--ledger-table', 'another-table'],
      'This is not the table of the ledger: give ',
    ],
    ['the read is denied', TABLE, 'These credentials do not have the permission: '],
    [
      'the deployed table does not exist',
      ['--ledger-table', 'deployed'],
      'This is not the table of the ledger: give ',
    ],
  ])('%s', async (_, table, advice) => {
    const { account, run } = await withDeactivatedKey();
    if (table[1] === 'deployed') account.parameters.put(NAMES.ledgerParameter, 'another-table');
    if (table === TABLE) {
      account.faults.add(({ operation }) => (operation === 'Query' ? { kind: 'deny' } : undefined));
    }
    const { code, out, err } = await run('preview', ...table);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]*could not read the ledger, table [^\n]*\n$/);
    expect(err.startsWith(advice)).toBe(true);
  });

  it('it has an item that is none of ours', async () => {
    const { account, run } = await withDeactivatedKey();
    putItem(account, { pk: 'KEY', sk: 'words of somebody' });
    const { code, out, err } = await run('preview', ...TABLE);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^MalformedItemError: item pk="KEY" sk="words of somebody" [^\n]*\n$/);
  });
});

describe('a parameter that does not lead to the table: one line, exit code 1, and nothing is done', () => {
  const commands = ['preview --ledger-table deployed', 'cleanup --all --yes'];

  it.each(commands)('%s: the read is denied', async (command) => {
    const { account, run } = await withDeactivatedKey();
    account.faults.add(({ operation }) => (operation === 'GetParameter' ? { kind: 'deny' } : undefined));
    const { code, out, err } = await run(...command.split(' '));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^These credentials need ssm:GetParameter on the parameter [^\n]*\n$/);
    expect(account.backdoor.keysOf('alice')).toHaveLength(2);
  });

  it.each(commands)('%s: nothing is deployed', async (command) => {
    const { account, endpoint } = await servedEmpty();
    const settings = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
    };
    const { code, out, err } = await runIn(settings, command.split(' '));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^The parameter \/one-active-key\/ledger-table does not exist in us-east-1: [^\n]*\n$/,
    );
    expect(account.calls.map(({ operation }) => operation)).toEqual(['GetParameter']);
  });
});

describe('cleanup', () => {
  it.each([
    ['of the deployed stack', []],
    ['of the deployed stack, asked for', ['--ledger-table', 'deployed']],
    ['of the given name, of which the parameter knows nothing', TABLE],
  ])('--all deletes the keys whose soak is over by the ledger %s', async (_, table) => {
    const { account, key, run } = await withDeactivatedKey();
    if (table === TABLE) account.parameters.put(NAMES.ledgerParameter, 'another-table');
    const { code, out } = await run('cleanup', '--all', '--yes', ...table);
    expect(code).toBe(0);
    expect(out).toContain(`alice: Deleted. Deleted permanently: ${key}.`);
    expect(account.backdoor.keysOf('alice')).toHaveLength(1);
  });

  it.each(['unproven', 'undone', 'deleted', 'gone'])(
    '--all: nothing to do for a record that is %s',
    async (state) => {
      const { account, run } = await withDeactivatedKey();
      const [record = {}] = recordsIn(account);
      putItem(account, { ...(record as Record<string, string>), state });
      expect(await run('cleanup', '--all', '--yes', ...TABLE)).toMatchObject({
        code: 0,
        out: 'Nothing to do.\n',
      });
    },
  );

  it('a named user needs no table', async () => {
    const { account, run } = await withDeactivatedKey();
    const { code, out } = await run('cleanup', 'alice', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('alice: Deleted.');
    expect(account.calls.map(({ operation }) => operation)).not.toContain('GetParameter');
  });
});

describe('--ledger-table of a table that the sandbox does not have: as AWS answers', () => {
  it.each(['preview', 'history', 'cleanup --all --dry-run', 'cleanup --all --yes'])('%s', async (command) => {
    const { code, err } = await runInSandbox(`${command} --ledger-table nope`);
    expect(code).toBe(1);
    expect(err).toMatch(/This is not the table of the ledger: give --ledger-table deployed, /);
    expect(err).toMatch(/table nope: ResourceNotFoundException: Requested resource not found/);
  });

  it('in several accounts', async () => {
    const { code, out, err } = await runInSandbox('preview --accounts 111122223333 --ledger-table nope');
    expect(code).toBe(1);
    expect(`${out}${err}`).toContain('ResourceNotFoundException');
  });
});

describe('--ledger-table', () => {
  it.each(['', 'ab', 'a b', 'x'.repeat(256), 'arn:'])('%j is wrong usage', async (name) => {
    const { code, err } = await runIn({}, ['preview', '--ledger-table', name]);
    expect(code).toBe(2);
    expect(err).toContain('--ledger-table: expected deployed, or the name or the ARN of a table; received ');
  });

  it.each(['abc', 'One_Active-Key.1', 'arn:aws:dynamodb:us-east-1:111122223333:table/one-active-key'])(
    '%s is accepted',
    async (name) => {
      const { code, err } = await runIn({}, ['preview', '--ledger-table', name]);
      expect(code).toBe(1);
      expect(err).toMatch(/^No AWS credentials were found/);
    },
  );
});
