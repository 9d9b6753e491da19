import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../bin/examples.ts';
import { VERSION } from '../../bin/version.ts';
import { BIN, runProcess as run, served } from '../support/command-process.ts';
import { addUser } from '../support/rule.ts';

const HAS_SHELL = spawnSync('sh', ['-c', 'command -v head']).status === 0;

describe('the command line, in a process of its own', () => {
  it('says its version, wherever it is called from', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
  });

  it('without a command: what there is, exit code 2', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(2);
    for (const command of Object.keys(EXAMPLES)) expect(err).toContain(`  ${command}`);
  });

  it.each(Object.keys(EXAMPLES))('%s --help teaches with examples', async (command) => {
    const { code, out } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`  one-active-key ${command}`);
  });

  it('looks at the account that the SDK’s environment leads to', async () => {
    const { environment } = await served((account) => addUser(account, 'a+b=c,d.e@f-g_h', 2));
    const { code, out, err } = await run(['verify'], environment);
    expect(err).toBe('');
    expect({ code, last: out.split('\n').at(-2) }).toEqual({
      code: 3,
      last: 'NON_COMPLIANT: a+b=c,d.e@f-g_h',
    });
  });

  it('everybody complies: exit code 0', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 1));
    expect(await run(['verify'], environment)).toMatchObject({ code: 0, err: '' });
  });

  it('no credentials: one line with what to do, exit code 1', async () => {
    const { code, out, err } = await run(['preview']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^No AWS credentials were found: set AWS_PROFILE, give --profile, or try --sandbox\. .*\n$/,
    );
  });

  it('a profile that is not there: one line, exit code 1', async () => {
    const { code, err } = await run(['preview', '--profile', 'nobody']);
    expect(code).toBe(1);
    expect(err).toMatch(/^No AWS credentials were found: [^\n]*--profile[^\n]*\n$/);
  });

  it('listing is denied: one line with what is needed, exit code 1', async () => {
    const { account, environment } = await served();
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    const { code, err } = await run(['verify'], environment);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^These credentials may not do that; the README says .* to perform: iam:ListUsers .*\n$/,
    );
  });

  it('one user is denied: the others are shown, exit code 1', async () => {
    const { account, environment } = await served((each) => {
      addUser(each, 'alice', 2);
      addUser(each, 'bob', 1);
    });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { code, out } = await run(['preview'], environment);
    expect(code).toBe(1);
    expect(out).toContain('alice');
    expect(out).toMatch(/Not read, no verdict: bob: AccessDenied/);
  });

  it('a runbook that is not deployed: one line with what to do, exit code 1', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 2));
    const region = { AWS_REGION: 'us-east-1' };
    const { code, err } = await run(['remediate', 'alice', '--yes'], { ...environment, ...region });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Parameters: .*\nOneActiveKey-DeactivateSurplusAccessKeys is not deployed in this Region: .*\n$/,
    );
  });

  it('nobody there to be asked: wrong usage', async () => {
    const { code, err } = await run(['remediate', 'deploy-bot', '--sandbox']);
    expect(code).toBe(2);
    expect(err).toContain('expected --yes, since nobody is there to be asked');
  });

  it.skipIf(!HAS_SHELL)('a reader who has seen enough is no error', () => {
    const command = `"${process.execPath}" "${BIN}" preview --sandbox --format json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: '' });
  });

  it('Ctrl-C: what is known so far, and the code that shells have for it', async () => {
    const { account, environment } = await served((each) => {
      for (let n = 0; n < 50; n += 1) addUser(each, `user-${n}`, 1);
    });
    let interrupt = () => {};
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interrupt();
      // Once: the second one ends it at once.
      if (operation === 'ListAccessKeys') interrupt = () => {};
      return undefined;
    });
    const { code, out, err } = await run(['preview', '--format', 'json'], environment, (kill) => {
      interrupt = () => kill('SIGINT');
    });
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ isComplete: false });
    expect(err).toContain('Broken off: what is shown is what was known by then.');
  });
});

/** On the sandbox account, which is a new one each time, so that a file of receipts is in its place beforehand. */
describe('every example in the help and in the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const examples = [
    ...Object.values(EXAMPLES).flatMap((text) => text.match(/(?<=^ {2}one-active-key ).*/gm) ?? []),
    ...(readme.match(/(?<=^npx one-active-key ).*/gm) ?? []),
  ];
  const receipts = join(tmpdir(), `one-active-key-${process.pid}.json`);
  beforeAll(() => writeFileSync(receipts, '{"schemaVersion":"1.0","receipts":[]}'));
  afterAll(() => rmSync(receipts));

  it('there are some in both', () => {
    expect(examples.length).toBeGreaterThan(15);
  });

  it.each(examples)('one-active-key %s', async (example) => {
    const args = (example.split(/ \| | +#/)[0] ?? '')
      .trim()
      .replace('receipts.json', receipts)
      .replace('--profile audit ', '')
      .replace('AKIAIOSFODNN7EXAMPLE', 'AKIADEPLOYNEWEXAMPLE')
      .split(' ');
    const acts = ['remediate', 'undo', 'cleanup'].includes(args[0] ?? '') && !args.includes('--yes');
    const { code } = await run([
      ...args,
      ...(args.includes('--sandbox') ? [] : ['--sandbox']),
      ...(acts ? ['--yes'] : []),
    ]);
    expect([0, 3]).toContain(code);
  });
});
