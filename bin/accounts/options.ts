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

/** The role by which accounts are entered: a default one, or what the named one must be allowed to do. */
export type RoleOfAccounts = { readonly byDefault: string } | { readonly mustBeAllowed: string };

/** Adds the options that name several accounts. */
export function withAccounts(command: Command, roleOf: RoleOfAccounts): Command {
  const role =
    'byDefault' in roleOf ? `default: ${roleOf.byDefault}` : `it must be allowed to ${roleOf.mustBeAllowed}`;
  const accounts =
    'work in these accounts: ids separated by commas, the word organization, or @FILE with an id and a name a line';
  return command
    .addOption(new Option('--accounts <accounts>', accounts).argParser(readSelection))
    .addOption(
      new Option('--role-name <name>', `with --accounts: the role in each account; ${role}`).argParser(
        parseRoleName,
      ),
    )
    .addOption(
      new Option('--external-id <id>', 'with --accounts: the external id that the role asks for').argParser(
        parseExternalId,
      ),
    );
}

/** The role by which a command that only reads enters an account, unless another one is named. */
export const READING_ROLE = { byDefault: NAMES.reviewerRole } as const;

/** What the role of a command must be allowed to do that has no default role. */
export const ACTING_ROLE = { mustBeAllowed: 'start the runbooks' } as const;

/** Several accounts, and the role that is assumed in each. */
export interface SeveralAccounts {
  readonly selection: AccountSelection;
  readonly roleName: string;
  readonly externalId: string | undefined;
}

/**
 * The accounts that the options name; undefined if they name none. Throws `UsageError` for options that need
 * `--accounts`, and for no role where there is no default one.
 */
export function severalAccountsOf(
  { accounts: selection, roleName, externalId }: AccountsOptions,
  roleOf: RoleOfAccounts,
): SeveralAccounts | undefined {
  if (selection !== undefined) {
    if (roleName !== undefined) return { selection, roleName, externalId };
    if ('byDefault' in roleOf) return { selection, roleName: roleOf.byDefault, externalId };
    const expected = `the role in each account that may ${roleOf.mustBeAllowed} there`;
    throw new UsageError(`expected --role-name with --accounts: ${expected}; received none`);
  }
  const given = Object.entries({ roleName, externalId }).find(([, value]) => value !== undefined);
  if (given) throw new UsageError(`${optionName(given[0])} needs --accounts`);
  return undefined;
}

/**
 * A role's name with its path (IAM API Reference, CreateRole); throws `UsageError` for any other text, also
 * for an ARN.
 */
export function parseRoleName(given: string): string {
  const isName = /^([!-.0-~]+\/)*[\w+=,.@-]{1,64}$/.test(given) && given.length <= 576;
  if (isName && !given.startsWith('arn:')) return given;
  throw new UsageError(
    `--role-name: expected the name of a role, with its path if it has one, such as security/auditor; received "${given}"`,
  );
}

/** An external id (STS API Reference, AssumeRole); throws `UsageError` for any other text. */
export function parseExternalId(given: string): string {
  if (/^[\w+=,.@:/-]{2,1224}$/.test(given)) return given;
  throw new UsageError(
    '--external-id: expected 2 to 1,224 letters, digits and characters of +=,.@:/-_; received another text',
  );
}
