import { spawnSync } from 'node:child_process';

/** Whether this machine has a command. */
export function existsCommand(name: string): boolean {
  return spawnSync(name, ['-c', 'true']).status === 0;
}
