import { findParameter } from '../../../aws/parameters.ts';
import { NAMES } from '../../../product/names.ts';
import { readOperator } from '../../account/identity.ts';
import { once } from '../../account/once.ts';
import type { EnteredAccount } from '../../accounts/in-each-account.ts';

/** Where a pause holds, and whose it is. */
export interface PausePlace {
  /** The ARN of the caller; undefined if it could not be read. */
  readonly operator: () => Promise<string | undefined>;
  /**
   * `account 111122223333, Region us-east-1`; of several accounts, whose lines begin with the account, only
   * the Region.
   */
  readonly text: () => Promise<string>;
}

/**
 * The place of an account that a command has entered; STS is asked once, and only if somebody wants to know.
 */
export function placeOf({ account, operator: known }: EnteredAccount): PausePlace {
  const operator = once(async () => known ?? (await readOperator(account)));
  return {
    operator,
    async text() {
      const region = `Region ${await account.ssm().config.region()}`;
      if (known !== undefined) return region;
      const accountId = (await operator())?.split(':')[4];
      return accountId === undefined ? region : `account ${accountId}, ${region}`;
    },
  };
}

/**
 * Says so if no stack is in the Region that could act automatically, after what `consequence` says of it, and
 * returns whether it did: a pause holds in one Region only.
 */
export async function warnIfNotDeployed({ account, io }: EnteredAccount, consequence = ''): Promise<boolean> {
  const ssm = account.ssm();
  // With an error nobody knows, and the pause itself is told in any case.
  const isFound = await findParameter(ssm, NAMES.ledgerParameter).catch(() => true);
  if (isFound) return false;
  io.err(
    `${consequence}Nothing that acts automatically was found in ${await ssm.config.region()}, since the parameter ${NAMES.ledgerParameter} does ` +
      'not exist there: give --region if the stack is in another Region.\n',
  );
  return true;
}
