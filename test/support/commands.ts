import { spawnSync } from 'node:child_process';

/** Whether a command is on the PATH of this machine and answers a question. */
export function hasCommand(name: string, question = '--version'): boolean {
  return spawnSync(name, [question], { encoding: 'utf8' }).status === 0;
}
