import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type DeploymentOptions, deployRunbooks } from '../../demo/deployment.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { createAutomation } from '../../sandbox/automation/automation.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { deployed } from './rule.ts';

/** The file that `npx one-active-key` starts. */
export const BIN = fileURLToPath(new URL('../../bin/one-active-key.js', import.meta.url));

/** How a process ended, and what it said. */
export interface EndedProcess {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is nobody's home, so that no profile of this machine is found. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** The environment of a process that knows nothing of this machine but its PATH. */
export function bareEnvironment(folder: string, more: Readonly<Record<string, string>> = {}) {
  return {
    ...{ PATH: process.env['PATH'] ?? '', HOME: folder, USERPROFILE: folder },
    ...{ AWS_EC2_METADATA_DISABLED: 'true', ...more },
  };
}

/** Runs the command line in a process of its own; `onStart` gets what sends it a signal. */
export function runProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<EndedProcess> {
  const cwd = emptyFolder();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: bareEnvironment(cwd, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    onStart((signal) => child.kill(signal));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

/** What of the product is in an account that is served. */
export interface ServedOptions extends DeploymentOptions {
  readonly withRunbooks?: boolean;
}

/** An account that is served on this machine, and the environment that leads to it. */
export async function served(
  prepare: (account: SandboxAccount) => void = () => {},
  { withRunbooks = false, ...options }: ServedOptions = {},
) {
  const { account } = deployed(options);
  prepare(account);
  if (withRunbooks) await deployRunbooks(account, { withoutPython: 'passThrough' });
  else {
    const automation = createAutomation({ ...account, invokeFunction: account.functions.invoke });
    account.addOperations('ssm', automation.operations);
  }
  const server = await serveAccount(account);
  onTestFinished(() => server.close());
  const environment = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'none',
  };
  return { account, environment };
}
