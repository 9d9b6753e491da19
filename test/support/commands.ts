import { spawnSync } from 'node:child_process';

/**
 * Whether the `script` of util-linux, which runs a process on a terminal, is on the PATH; BSD's has other
 * options.
 */
export function hasScript(): boolean {
  return spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
}

/** Whether a command is on the PATH and succeeds with an argument. */
export function hasCommand(name: string, argument = '--version'): boolean {
  return spawnSync(name, [argument], { encoding: 'utf8' }).status === 0;
}

/** Whether Python has the AWS CLI, so that a script can ask it about a command without a call. */
export function hasAwsCli(): boolean {
  return spawnSync('python3', ['-c', 'import awscli.clidriver']).status === 0;
}
