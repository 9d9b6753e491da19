import { RUNBOOKS } from '../../product/runbooks.ts';
import type { Conditions } from '../constructs/stack-context.ts';

/** The names of the runbooks; one that is not deployed has none. */
export interface RunbookNames {
  readonly deactivate: string | undefined;
  readonly reactivate: string | undefined;
  readonly delete: string | undefined;
}

/** The names of the runbooks that are deployed, or may be.
 * @internal
 */
export function runbookNamesIn({ canRemediate, canDelete }: Conditions): RunbookNames {
  const nameIf = (exists: boolean, { name }: { readonly name: string }) => (exists ? name : undefined);
  return {
    deactivate: nameIf(canRemediate !== false, RUNBOOKS.deactivate),
    reactivate: nameIf(canRemediate !== false, RUNBOOKS.reactivate),
    delete: nameIf(canDelete !== false, RUNBOOKS.delete),
  };
}
