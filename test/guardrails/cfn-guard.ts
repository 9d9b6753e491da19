import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasCommand } from '../support/commands.ts';

/** The result of a run of cfn-guard. */
export interface GuardReport {
  /** The exit code: 0 if no rule fails, 19 if a rule fails, any other if cfn-guard itself failed. */
  readonly status: number | null;
  /** The names of the rules that fail. */
  readonly failed: readonly string[];
  readonly output: string;
}

const FOLDERS: Readonly<Record<string, string>> = {
  'linux x64': 'ubuntu/x86_64',
  'linux arm64': 'ubuntu/aarch64',
  'darwin x64': 'macos/x86_64',
  'darwin arm64': 'macos/aarch64',
};

/**
 * The path of the binary in the CDK plugin for this platform; a path that does not exist on an unsupported
 * platform.
 */
export function cfnGuard(): string {
  const manifest = createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json');
  const folder = FOLDERS[`${process.platform} ${process.arch}`] ?? 'no-binary';
  return join(manifest, '..', 'bin', folder, 'cfn-guard');
}

/** Whether cfn-guard runs on this machine; the npm package has it for Linux and macOS, x64 and arm64. */
export function hasCfnGuard(): boolean {
  return hasCommand(cfnGuard());
}

/** Runs cfn-guard; it reads `input` from standard input if its arguments name no file. */
export function runCfnGuard(args: readonly string[], input = ''): GuardReport {
  const { status, stdout, stderr } = spawnSync(cfnGuard(), args, { encoding: 'utf8', input });
  const failed = Array.from(stdout.matchAll(/^\S+\.guard\/(\w+)\s+FAIL$/gm), ([, rule]) => `${rule}`);
  return { status, failed, output: stdout + stderr };
}
