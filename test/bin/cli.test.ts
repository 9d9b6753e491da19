import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../bin/command-line/examples.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run, runIn } from '../support/cli.ts';
import { addUser } from '../support/rule.ts';
import { served } from '../support/served-account.ts';

const REGION = { AWS_REGION: 'us-east-1' };

describe('the command line, in an environment without settings of this machine', () => {
  it('without a command: lists the commands, exit code 2', async () => {
    const { code, err } = await runIn({}, []);
    expect(code).toBe(2);
    for (const command of Object.keys(EXAMPLES)) expect(err).toContain(`  ${command}`);
  });

  it.each(Object.keys(EXAMPLES))('%s --help shows examples', async (command) => {
    const { code, out } = await runIn({}, [command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`  one-active-key ${command}`);
  });

  it('reads the account that the environment of the SDK selects', async () => {
    const { environment } = await served((account) => addUser(account, 'a+b=c,d.e@f-g_h', 2));
    const { code, out, err } = await runIn(environment, ['verify']);
    expect(err).toBe('');
    expect({ code, last: out.split('\n').at(-4) }).toEqual({
      code: 3,
      last: 'NON_COMPLIANT: a+b=c,d.e@f-g_h',
    });
  });

  it('every user complies: exit code 0', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 1));
    expect(await runIn(environment, ['verify'])).toMatchObject({ code: 0, err: '' });
  });

  it('no credentials: one line of advice, exit code 1', async () => {
    const { code, out, err } = await runIn({}, ['preview']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^No AWS credentials were found: set AWS_PROFILE, give --profile, or try --sandbox\. .*\n$/,
    );
  });

  it('a profile that does not exist: one line that names it, exit code 1', async () => {
    const { code, err } = await runIn({}, ['preview', '--profile', 'nobody']);
    expect(code).toBe(1);
    expect(err).toMatch(/^No AWS credentials were found by the profile nobody: [^\n]*\n$/);
  });

  it('--profile takes precedence over the environment, and its endpoint is used', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 1));
    const config = join(emptyFolder(), 'config');
    const { AWS_ENDPOINT_URL: endpoint, ...keys } = environment;
    const credentials = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = none\n';
    writeFileSync(config, `[profile ours]\nendpoint_url = ${endpoint}\nregion = us-east-1\n${credentials}`);
    const ended = await runIn({ ...keys, AWS_CONFIG_FILE: config }, ['verify', '--profile', 'ours']);
    expect(ended).toMatchObject({ code: 0, err: '' });
  });

  it('an account without users: nothing to do, exit code 0', async () => {
    const { environment } = await served();
    const ended = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['remediate', '--all']);
    expect(ended).toEqual({ code: 0, out: 'Nothing to do: The account has no IAM user.\n', err: '' });
  });

  it('listing is denied: one line that names the missing permission, exit code 1', async () => {
    const { account, environment } = await served();
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    const { code, err } = await runIn(environment, ['verify']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^These credentials do not have the permission: docs\/reference\.md lists .* to perform: iam:ListUsers .*\n$/,
    );
  });

  it('one user cannot be read: the others are shown, exit code 1', async () => {
    const { account, environment } = await served((each) => {
      addUser(each, 'alice', 2);
      addUser(each, 'bob', 1);
    });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { code, out } = await runIn(environment, ['preview']);
    expect(code).toBe(1);
    expect(out).toContain('alice');
    expect(out).toMatch(/No verdict, because the user could not be read: bob: AccessDenied/);
  });

  it('a runbook that is not deployed: one line of advice, exit code 1', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 2));
    const region = { AWS_REGION: 'us-east-1' };
    const { code, err } = await runIn({ ...environment, ...region }, ['remediate', 'alice', '--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Parameters: .*\n1 execution: 1 not started\.\nOneActiveKey-DeactivateSurplusAccessKeys is not deployed in this Region: .*\n$/,
    );
  });

  it('an endpoint that is not an address: one line of advice, exit code 1', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none' };
    const { code, err } = await runIn({ AWS_ENDPOINT_URL: 'nonsense', ...keys }, ['verify']);
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain('AWS could not be reached at nonsense: check the network');
  });

  it('undo reads unfinished executions of the receipts file again, and reactivates their keys', async () => {
    const { account, environment } = await served((each) => addUser(each, 'user-0', 2), {
      withRunbooks: true,
    });
    const settings = { ...environment, ...REGION };
    const restore = account.faults.add(({ operation }) =>
      operation === 'GetAutomationExecution' ? { kind: 'deny' } : undefined,
    );
    const receipts = join(emptyFolder(), 'receipts.json');
    const first = await runIn(settings, ['remediate', '--all', '--yes', '--receipts', receipts]);
    expect(first.code).toBe(1);
    restore();
    const { code, out } = await runIn(settings, ['undo', '--receipts', receipts, '--yes']);
    expect(code).toBe(0);
    expect(out).toContain('user-0: Reactivated.');
  });
});

describe('users that could not be read', () => {
  it.each([
    ['remediate', 'ListAccessKeys'],
    ['cleanup', 'GetUser'],
  ])('%s --all, %s is denied: exit code 1', async (command, operation) => {
    const { account, environment } = await served((each) => {
      for (const name of ['alice', 'bob']) addUser(each, name, 2);
    });
    account.faults.add((call) => (call.operation === operation ? { kind: 'deny' } : undefined));
    const args = [command, '--all', '--yes'];
    const { code, err } = await runIn({ ...environment, ...REGION }, args);
    expect(code).toBe(1);
    expect(err).toContain('2 users could not be read, so there is no verdict. The first error: AccessDenied');
  });
});

describe('every example in the help and in the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const examples = [
    ...Object.values(EXAMPLES).flatMap((text) => text.match(/(?<=^ {2}one-active-key ).*/gm) ?? []),
    ...(readme.match(/(?<=^npx one-active-key ).*/gm) ?? []),
  ];
  it('both contain examples', () => {
    expect(examples.length).toBeGreaterThan(15);
  });

  /** The files that a command reads. */
  async function writeFilesOf([command = '', ...options]: readonly string[], folder: string) {
    // Each command has a new sandbox account, so this receipts file contains nothing to undo and nothing to
    // delete.
    if (['undo', 'cleanup'].includes(command)) {
      writeFileSync(join(folder, 'receipts.json'), '{"schemaVersion":"1.0","receipts":[]}');
    }
    if (options.includes('--compare')) {
      await run(['preview', '--sandbox', '--output', join(folder, 'earlier.json')]);
    }
    const decisions = options[options.indexOf('--decisions') + 1] ?? '';
    if (options.includes('--decisions') && command !== 'preview') {
      await run(['preview', '--sandbox', '--decisions', decisions]);
    }
  }

  it.each(examples)('one-active-key %s', async (example) => {
    const folder = emptyFolder();
    const words = (example.split(/ \| | +#/)[0] ?? '')
      .trim()
      .replace('--profile audit ', '')
      .replace('AKIAIOSFODNN7EXAMPLE', 'AKIADEPLOYNEWEXAMPLE')
      .split(' ');
    const args = words.map((word) => (/\.(json|csv|html|xml|sarif)$/.test(word) ? join(folder, word) : word));
    const [command = ''] = args;
    const startsRunbooks = ['remediate', 'undo', 'cleanup'].includes(command);
    await writeFilesOf(args, folder);
    const { code } = await run([
      ...args,
      ...(args.includes('--sandbox') ? [] : ['--sandbox']),
      ...(startsRunbooks && !args.includes('--yes') ? ['--yes'] : []),
    ]);
    // An account of the sandbox's organization has no result, or cannot be entered.
    const isIncomplete = args.includes('--aggregator') || args.includes('--accounts');
    expect(isIncomplete ? [1] : [0, 3]).toContain(code);
  });
});
