import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withSandboxFile } from '../../../bin/sandbox/option.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { run } from '../../support/cli.ts';

/** Runs commands on the account of one file. */
function keptAccount() {
  const folder = emptyFolder();
  const file = join(folder, 'account.json');
  return { folder, file, command: (text: string) => run([...text.split(' '), `--sandbox=${file}`]) };
}

describe('--sandbox=FILE keeps the account between commands', () => {
  it('a deactivation, its undo, and an undo that has nothing to do', async () => {
    const { folder, command } = keptAccount();
    const receipts = join(folder, 'receipts.json');
    const remediated = await command(`remediate --all --yes --receipts ${receipts}`);
    expect(remediated.err).toContain('5 executions: 5 succeeded.');
    expect((await command('preview --format json')).out).toContain('"status": "Inactive"');
    const undone = await command(`undo --receipts ${receipts} --yes`);
    expect(undone).toMatchObject({ code: 0, err: '6 executions: 6 succeeded.\n' });
    const again = await command(`undo --receipts ${receipts} --yes`);
    expect(again).toMatchObject({ code: 0, err: '6 executions: 6 with nothing to do.\n' });
    expect(readdirSync(folder).sort()).toEqual(['account.json', 'receipts.json']);
  });

  it('a file that does not exist is created with the account that --sandbox has', async () => {
    const { file, command } = keptAccount();
    const first = await command('preview --format csv');
    expect(first).toEqual(await run(['preview', '--format', 'csv', '--sandbox']));
    const created = readFileSync(file, 'utf8');
    expect(await command('preview --format csv')).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(created);
  });

  it('a link to a file is refused, and the file stays as it is', async () => {
    const { folder, file, command } = keptAccount();
    await command('preview');
    const before = readFileSync(file, 'utf8');
    symlinkSync(file, join(folder, 'link.json'));
    const { code, err } = await run(['remediate', '--all', '--yes', `--sandbox=${folder}/link.json`]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('it is a symbolic link: name the file'),
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('the time goes on, and a key is deleted by the ledger of the file', async () => {
    const { command } = keptAccount();
    expect((await command('cleanup --all --yes')).out).toContain(
      'Deleted permanently: AKIAREPORTS20EXAMPLE.',
    );
    expect((await command('cleanup --all --yes')).out).toBe('Nothing to do.\n');
    const { generatedAt } = JSON.parse((await command('preview --format json')).out);
    expect(generatedAt > '2026-11-21T09:00:00.000Z').toBe(true);
  });

  it('an interrupted command: the file has what was done', async () => {
    const { command, file } = keptAccount();
    const interruption = new AbortController();
    const out = (text: string) => {
      if (text.includes('Deactivated')) interruption.abort();
    };
    const args = [
      'remediate',
      'deploy-bot',
      'data-export',
      '--yes',
      '--concurrency',
      '1',
      `--sandbox=${file}`,
    ];
    const { code } = await run(args, { out, interruption: interruption.signal });
    expect(code).toBe(130);
    const { users } = JSON.parse((await command('preview --format json')).out);
    const statuses = users.flatMap(({ userName, accessKeys }: { userName: string; accessKeys: object[] }) =>
      ['deploy-bot', 'data-export'].includes(userName) ? accessKeys : [],
    );
    expect(JSON.stringify(statuses).match(/"Inactive"/g)).toHaveLength(1);
  });
});

it('a command whose account another one has changed meanwhile says so, and changes nothing: exit code 1', async () => {
  const { file, folder, command } = keptAccount();
  await command('verify');
  const slow = ['remediate', 'deploy-bot', '--receipts', join(folder, 'r.json'), `--sandbox=${file}`];
  let content = '';
  const ask = async () => {
    expect(await command('remediate data-export --yes')).toMatchObject({ code: 0 });
    content = readFileSync(file, 'utf8');
    return true;
  };
  const { code, out, err } = await run(slow, { ask });
  expect({ code, err }).toMatchObject({
    code: 1,
    err: expect.stringContaining('1 execution: 1 not started.'),
  });
  expect(out).toContain('another command has changed this account meanwhile');
  expect(readFileSync(file, 'utf8')).toBe(content);
});

it.each(['preview --output', 'remediate --all --yes --receipts', 'cleanup --all --yes --output'])(
  '%s FILE --force never overwrites the account of --sandbox=FILE',
  async (text) => {
    const { file, command } = keptAccount();
    for (const phase of ['before it exists', 'after that']) {
      const { code, out, err } = await command(`${text} ${file} --force`);
      expect({ phase, code, out }).toEqual({ phase, code: 2, out: '' });
      expect(err).toContain(`${file}: expected a file that can be written; it is the file of --sandbox`);
      await command('verify');
      expect(readFileSync(file, 'utf8')).toContain('"sandboxAccount"');
    }
  },
);

describe('a file that is no sandbox account is refused with a sentence, and stays as it is', () => {
  it.each([
    ['receipts', '{"schemaVersion":"1.1","receipts":[]}', 'received another content.'],
    ['a text', 'mine', 'received a text that is not JSON.'],
    ['an empty file', '', 'received a text that is not JSON.'],
    ['a later version', '{"sandboxAccount":"3"}', 'received version 3.'],
    [
      'a damaged account',
      '{"sandboxAccount":"2","sha256":"0","content":{}}',
      'received a content that was changed or is damaged.',
    ],
  ])('%s', async (_, content, message) => {
    const { file, folder, command } = keptAccount();
    writeFileSync(file, content);
    for (const text of ['preview', 'remediate --all --yes', 'undo deploy-bot AKIADEPLOYNEWEXAMPLE --yes']) {
      const { code, out, err } = await command(text);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`--sandbox ${file}: expected an account of the sandbox, version 2, `);
      expect(err).toContain(`${message} The file stays as it is: name another one.\n`);
    }
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['account.json']);
  });

  it.each([
    ['a folder', (file: string) => mkdirSync(file), 'expected a file that can be read; EISDIR'],
    ['a file in no folder', () => {}, 'expected a file that can be written; its folder does not exist'],
  ])('%s', async (what, prepare, message) => {
    const file = join(emptyFolder(), what === 'a folder' ? 'x' : 'no/x');
    prepare(file);
    const { code, err } = await run(['preview', `--sandbox=${file}`]);
    expect(code).toBe(2);
    expect(err).toContain(`--sandbox ${file}: ${message}`);
  });

  it.each([
    [['preview', '--sandbox='], '--sandbox=: expected the name of a file, or --sandbox alone'],
    [
      ['preview', '--aggregator', 'organization', '--sandbox=x'],
      '--sandbox: expected no file with --aggregator',
    ],
  ])('%j: wrong usage', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the option', () => {
  it.each([
    [
      ['preview', '--sandbox=a.json'],
      ['preview', '--sandbox', '--sandbox-file=a.json'],
    ],
    [
      ['remediate', '--sandbox', 'deploy-bot'],
      ['remediate', '--sandbox', 'deploy-bot'],
    ],
    [
      ['remediate', '--', '--sandbox=a.json'],
      ['remediate', '--', '--sandbox=a.json'],
    ],
    [
      ['preview', '--sandbox=a=b'],
      ['preview', '--sandbox', '--sandbox-file=a=b'],
    ],
  ])('%j', (given, args) => {
    expect(withSandboxFile(given)).toEqual(args);
  });

  it('alone, takes no word as its value', async () => {
    const { code, out } = await run(['remediate', '--sandbox', 'deploy-bot', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('deploy-bot: Planned.');
  });
});

describe('--sandbox with options that say where an account is', () => {
  it.each([
    [
      ['verify', '--sandbox', '--region', 'eu-west-1'],
      '--region: the sandbox is in us-east-1; received "eu-west-1"',
    ],
    [
      ['verify', '--sandbox', '--region', 'eu-west-1', '--accounts', 'organization'],
      '--region: the sandbox is in us-east-1; received "eu-west-1"',
    ],
    [['verify', '--sandbox', '--profile', 'security'], '--profile cannot be used with --sandbox'],
  ])('%j: wrong usage, since it would be ignored', async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('--region us-east-1 is the Region of the sandbox', async () => {
    expect((await run(['pause', '--status', '--sandbox', '--region', 'us-east-1'])).code).toBe(0);
  });
});
