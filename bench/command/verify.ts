import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { populate } from '../account.ts';
import { type Command, measureInTurns, type Usage } from './process.ts';

/** What a program used, and how many calls of IAM it made. */
export interface Reading extends Usage {
  readonly calls: number;
}

/** `verify` and the plain loop over the SDK on the same account. */
export interface VerifyCosts {
  readonly verify: Reading;
  readonly loop: Reading;
}

/** The account, and how often each program reads it. */
export interface VerifyScenario {
  readonly users: number;
  /** The part of the users with two active keys. */
  readonly share: number;
  readonly rounds: number;
  /** The file that starts the command line. */
  readonly command: string;
}

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
};

/**
 * Measures `verify` and the loop, each in processes of its own, against an account that this process serves
 * over HTTP.
 */
export async function measureVerify({ users, share, rounds, command }: VerifyScenario): Promise<VerifyCosts> {
  const account = createSandboxAccount();
  populate(account, users, share);
  const server = await serveAccount(account, { principal: 'somebody' });
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const environment = { ...ENVIRONMENT, AWS_ENDPOINT_URL: server.endpoint };
  const read = async (program: Command): Promise<Reading> => {
    const before = account.calls.length;
    const { program: usage } = await measureInTurns({ program: { ...program, environment } }, rounds);
    if (!usage) throw new Error('Expected a measurement');
    return { ...usage, calls: (account.calls.length - before) / rounds };
  };
  try {
    const loop = await read({ args: [bundleLoop(folder)] });
    return { loop, verify: await read({ args: [command, 'verify'], exitCode: share > 0 ? 3 : 0 }) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Bundles the loop as the command line is bundled, so that both load an SDK of the same kind. */
function bundleLoop(folder: string): string {
  const outfile = join(folder, 'loop.mjs');
  buildSync({
    entryPoints: [fileURLToPath(new URL('loop.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return outfile;
}
