import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VERSION } from '../../product/version.ts';
import { bareEnvironment, emptyFolder } from '../support/bare-environment.ts';
import { commandFile, runProcess } from '../support/command-process.ts';

/** The file that `npx one-active-key` starts; the other cases start the bundle of the same code. */
const BIN = fileURLToPath(new URL('../../bin/one-active-key.js', import.meta.url));

describe('the command line in a separate process', () => {
  it.each([
    ['the file that npx starts', { file: BIN }],
    ['the bundle', {}],
  ])('%s: prints its version in every folder', async (_, options) => {
    expect(await runProcess(['--version'], options)).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
  });

  it.each([
    ['the file that npx starts', { file: BIN }],
    ['the bundle', {}],
  ])('%s: shows the sandbox account, exit code 3', async (_, options) => {
    const { code, out, err } = await runProcess(['verify', '--sandbox'], options);
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out).toMatch(/^316 users: /);
  });

  it.each([
    [
      'no server listens',
      'http://127.0.0.1:9',
      'AWS could not be reached at http://127.0.0.1:9: check the network',
    ],
  ])('an endpoint where %s: one line of advice, exit code 1', async (_, endpoint, advice) => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none' };
    const { code, err } = await runProcess(['verify'], {
      environment: { AWS_ENDPOINT_URL: endpoint, ...keys },
    });
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain(advice);
  });

  it.each([
    ['a web page', 200, '<html>Welcome to the hotel</html>'],
    ['its own error', 502, 'Bad Gateway'],
  ])('a proxy that answers with %s: one line of advice, exit code 1', async (_, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body)).listen(
      0,
      '127.0.0.1',
    );
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none' };
    const { code, err } = await runProcess(['verify'], {
      environment: { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, ...keys },
    });
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toMatch(/^The answer at http.* did not come from AWS: /);
  });

  it
    .skipIf(!existsSync('/dev/full'))
    .each([
      'preview --sandbox --format json',
      'history --sandbox',
      'explain deploy-bot --sandbox',
      'remediate --all --yes --sandbox',
      'remediate --all --dry-run --sandbox',
      'pause --status --sandbox',
      '--help',
      '--version',
    ])('%s: exit code 1 if standard output is a full disk', (command) => {
    const folder = emptyFolder();
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const { status, stderr } = spawnSync(process.execPath, [commandFile(), ...command.split(' ')], {
      cwd: folder,
      env: bareEnvironment(folder),
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect(stderr).toContain('Standard output: ENOSPC');
    expect(status).toBe(1);
  });

  it('a question is wrong usage without a terminal', async () => {
    const { code, err } = await runProcess(['remediate', 'deploy-bot', '--sandbox']);
    expect(code).toBe(2);
    expect(err).toContain('expected --yes, since there is no terminal to ask');
  });
});
