import { type Command, Option } from 'commander';
import { NAMES } from '../../product/names.ts';
import { UsageError } from '../command-line/errors.ts';
import { optionName } from '../command-line/option-name.ts';
import { type AccountSelection, readSelection } from './selection.ts';

/** The options that name several accounts. */
export interface AccountsOptions {
  readonly accounts?: AccountSelection;
  /** The role in each account, with its path if it has one. */
  readonly roleName?: string;
  readonly externalId?: string;
}

/** Adds the options that name several accounts; `defaultRole` is that of `--role-name` if it is not given. */
export function withAccounts(command: Command, defaultRole?: string): Command {
  const role = defaultRole ? `default: ${defaultRole}` : 'it must be allowed to start the runbooks';
  const accounts =
    'work in these accounts: ids separated by commas, the word organization, or @FILE with an id and a name a line';
  return command
    .addOption(new Option('--accounts <accounts>', accounts).argParser(readSelection))
    .addOption(
      new Option('--role-name <name>', `with --accounts: the role in each account; ${role}`).argParser(
        readRoleName,
      ),
    )
    .addOption(
      new Option('--external-id <id>', 'with --accounts: the external id that the role asks for').argParser(
        readExternalId,
      ),
    );
}

/** The role by which a command that only reads enters an account, unless another one is named. */
export const READING_ROLE: string = NAMES.reviewerRole;

/** Several accounts, and the role that is assumed in each. */
export interface SeveralAccounts {
  readonly selection: AccountSelection;
  readonly roleName: string;
  readonly externalId: string | undefined;
}

/**
 * The accounts that the options name; undefined if they name none. Throws `UsageError` for options that need
 * `--accounts`, and for no role where there is no `defaultRole`.
 */
export function severalAccountsOf(
  { accounts: selection, roleName, externalId }: AccountsOptions,
  defaultRole: string | undefined,
): SeveralAccounts | undefined {
  if (selection !== undefined) {
    const role = roleName ?? defaultRole;
    if (role !== undefined) return { selection, roleName: role, externalId };
    throw new UsageError(`expected --role-name with --accounts: ${NO_ROLE}; received none`);
  }
  const given = Object.entries({ roleName, externalId }).find(([, value]) => value !== undefined);
  if (given) throw new UsageError(`${optionName(given[0])} needs --accounts`);
  return undefined;
}

const NO_ROLE = 'the role in each account that may start the runbooks there';

/**
 * A role's name with its path (IAM API Reference, CreateRole); throws `UsageError` for any other text, also
 * for an ARN.
 */
export function readRoleName(given: string): string {
  const isName = /^([!-.0-~]+\/)*[\w+=,.@-]{1,64}$/.test(given) && given.length <= 576;
  if (isName && !given.startsWith('arn:')) return given;
  throw new UsageError(
    `--role-name: expected the name of a role, with its path if it has one, such as security/auditor; received "${given}"`,
  );
}

/** An external id (STS API Reference, AssumeRole); throws `UsageError` for any other text. */
export function readExternalId(given: string): string {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(given)) return given;
  throw new UsageError(
    '--external-id: expected 2 to 1,224 letters, digits and characters of +=,.@:/-_; received another text',
  );
}
