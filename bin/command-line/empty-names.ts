import type { Command } from 'commander';
import { UsageError } from './errors.ts';

/**
 * Lets every command refuse an empty text in the place of a user, with a `UsageError` before it begins: a
 * variable of a script that is not set becomes one.
 */
export function refuseEmptyNames(commands: readonly Command[]): void {
  for (const command of commands) {
    command.hook('preAction', () => {
      if (usersOf(command).includes('')) throw new UsageError(EMPTY_NAME);
    });
  }
}

const EMPTY_NAME = 'expected the name or the id of a user; received an empty text';

function usersOf({ registeredArguments, processedArgs }: Command): readonly unknown[] {
  return processedArgs.filter((_, index) => /^users?$/.test(registeredArguments[index]?.name() ?? '')).flat();
}
