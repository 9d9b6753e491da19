import { spawnSync } from 'node:child_process';

/** Whether `script` of util-linux is on this machine, which gives a process a terminal; that of BSD and macOS differs. */
export function hasScript(): boolean {
  return spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
}

/** Whether a command is on the PATH of this machine and answers a question. */
export function hasCommand(name: string, question = '--version'): boolean {
  return spawnSync(name, [question], { encoding: 'utf8' }).status === 0;
}
