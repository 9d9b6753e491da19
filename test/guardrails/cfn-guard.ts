import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasCommand } from '../support/commands.ts';

/** What a run of cfn-guard answers. */
export interface GuardReport {
  /** 0 where nothing is refused, 19 where a rule fails, anything else where cfn-guard could not do its work. */
  readonly status: number | null;
  /** The rules that fail, by name. */
  readonly failed: readonly string[];
  readonly output: string;
}

const FOLDERS: Readonly<Record<string, string>> = {
  'linux x64': 'ubuntu/x86_64',
  'linux arm64': 'ubuntu/aarch64',
  'darwin x64': 'macos/x86_64',
  'darwin arm64': 'macos/aarch64',
};

/** The binary that the CDK plugin brings for this platform; on any other, a name that nothing has. */
export function cfnGuard(): string {
  const manifest = createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json');
  const folder = FOLDERS[`${process.platform} ${process.arch}`] ?? 'no-binary';
  return join(manifest, '..', 'bin', folder, 'cfn-guard');
}

/** Whether cfn-guard runs on this machine; npm brings it for Linux and macOS, x64 and arm64. */
export function hasCfnGuard(): boolean {
  return hasCommand(cfnGuard());
}

/** What cfn-guard answers to its arguments, and to what it reads from standard input where no file is named. */
export function runCfnGuard(args: readonly string[], input = ''): GuardReport {
  const { status, stdout, stderr } = spawnSync(cfnGuard(), args, { encoding: 'utf8', input });
  const failed = Array.from(stdout.matchAll(/^\S+\.guard\/(\w+)\s+FAIL$/gm), ([, rule]) => `${rule}`);
  return { status, failed, output: stdout + stderr };
}
