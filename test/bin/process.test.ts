import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXAMPLES } from '../../bin/examples.ts';
import { VERSION } from '../../product/version.ts';
import { emptyFolder, runProcess as run, served } from '../support/command-process.ts';
import { addUser } from '../support/rule.ts';

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

  it('a profile that is not there: one line that names it, exit code 1', async () => {
    const { code, err } = await run(['preview', '--profile', 'nobody']);
    expect(code).toBe(1);
    expect(err).toMatch(/^No AWS credentials were found by the profile nobody: [^\n]*\n$/);
  });

  it('a profile that is named counts more than the environment, with its endpoint', async () => {
    const { environment } = await served((account) => addUser(account, 'alice', 1));
    const config = join(emptyFolder(), 'config');
    const { AWS_ENDPOINT_URL: endpoint, ...keys } = environment;
    const credentials = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = none\n';
    writeFileSync(config, `[profile ours]\nendpoint_url = ${endpoint}\nregion = us-east-1\n${credentials}`);
    const ended = await run(['verify', '--profile', 'ours'], { ...keys, AWS_CONFIG_FILE: config });
    expect(ended).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    [
      'nobody listens',
      'http://127.0.0.1:9',
      'AWS could not be reached at http://127.0.0.1:9: check the network',
    ],
    ['no address', 'nonsense', 'AWS could not be reached at nonsense: check the network'],
  ])('an endpoint where %s: one line with what to do, exit code 1', async (_, endpoint, advice) => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none' };
    const { code, err } = await run(['verify'], { AWS_ENDPOINT_URL: endpoint, ...keys });
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain(advice);
  });

  it.each([
    ['a page', 200, '<html>Welcome to the hotel</html>'],
    ['an error of its own', 502, 'Bad Gateway'],
  ])('a proxy that answers with %s: one line with what to do, exit code 1', async (_, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body)).listen(
      0,
      '127.0.0.1',
    );
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none' };
    const { code, err } = await run(['verify'], { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, ...keys });
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toMatch(/^What answered at http.* was not AWS: /);
  });

  it('an account without users: nothing to do', async () => {
    const { environment } = await served();
    const ended = await run(['remediate', '--all'], { ...environment, AWS_REGION: 'us-east-1' });
    expect(ended).toEqual({ code: 0, out: 'Nothing to do: The account has no IAM user.\n', err: '' });
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
      /^Parameters: .*\n1 execution: 1 not started\.\nOneActiveKey-DeactivateSurplusAccessKeys is not deployed in this Region: .*\n$/,
    );
  });

  it('nobody there to be asked: wrong usage', async () => {
    const { code, err } = await run(['remediate', 'deploy-bot', '--sandbox']);
    expect(code).toBe(2);
    expect(err).toContain('expected --yes, since nobody is there to be asked');
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
    const fresh = join(emptyFolder(), 'receipts.json');
    const args = (example.split(/ \| | +#/)[0] ?? '')
      .trim()
      .replace('receipts.json', example.startsWith('undo') ? receipts : fresh)
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
