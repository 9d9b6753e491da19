import { PARAMETER_NAMES } from '../account/parameter-names.ts';
import { REGION_CODE } from '../account/region-codes.ts';
import { UsageError } from '../command-line/errors.ts';
import { optionName } from '../command-line/option-name.ts';
import type { InventoryOptions } from '../inventory/take-inventory.ts';

/** The options that read an aggregator instead of an account. */
export interface AggregatorOptions {
  /** The name of the aggregator. */
  readonly aggregator?: string;
  /** The Region whose results are read; that of the command if it is not given. */
  readonly ruleRegion?: string;
  /** Accounts without a result in which no IAM user is on record count as known. */
  readonly allowNoUsers?: boolean;
}

/** What `preview` and `verify` may be given that has a meaning with `--aggregator`, or none. */
export type ReadOptions = InventoryOptions &
  AggregatorOptions & { readonly only?: string; readonly tagColumn?: readonly string[] };

/** Whether the options name an aggregator; throws `UsageError` for options that do not fit together. */
export function isOfAggregator<Options extends ReadOptions>(
  options: Options,
): options is Options & { readonly aggregator: string } {
  if (options.aggregator === undefined) {
    refuse(options, ['ruleRegion', 'allowNoUsers'], 'needs --aggregator');
    return false;
  }
  const decided =
    'cannot be used with --aggregator: the parameters of each deployed rule have decided its results';
  refuse(options, [...PARAMETER_NAMES, 'asDeployed'], decided);
  refuse(
    options,
    ['ledgerTable'],
    'cannot be used with --aggregator, which holds no records of deactivations',
  );
  refuse(
    options,
    ['accounts', 'roleName', 'externalId'],
    'cannot be used with --aggregator, which holds all accounts',
  );
  refuse(options, ['tagColumn'], 'cannot be used with --aggregator, which holds no tags of users');
  refuse(options, ['only'], 'cannot be used with --aggregator, of which only NON_COMPLIANT users are shown');
  return true;
}

function refuse(options: ReadOptions, names: readonly (keyof ReadOptions)[], reason: string): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given) throw new UsageError(`${optionName(given)} ${reason}`);
}

/**
 * The name of an aggregator (API reference, ConfigurationAggregatorName); throws `UsageError` for any other
 * text.
 */
export function parseAggregatorName(given: string): string {
  if (/^[\w-]{1,256}$/.test(given)) return given;
  throw new UsageError(`--aggregator: expected the name of an aggregator of AWS Config; received "${given}"`);
}

/** The code of a Region; throws `UsageError` for any other text. */
export function parseRegion(given: string): string {
  if (REGION_CODE.test(given)) return given;
  throw new UsageError(
    `--rule-region: expected the code of a Region, such as us-east-1; received "${given}"`,
  );
}
