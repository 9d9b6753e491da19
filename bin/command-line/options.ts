import { type Command, Option } from 'commander';
import { PARAMETERS } from '../../policy/parameters.ts';
import { rolePathProblem } from '../../product/role-path.ts';
import { ACTING_ROLE, withAccounts } from '../accounts/options.ts';
import { parseAggregatorName, parseRegion } from '../aggregator/options.ts';
import { addTagColumn } from '../formats/tag-columns.ts';
import { parseSandboxFile } from '../sandbox/option.ts';
import { UsageError } from './errors.ts';
import { optionName } from './option-name.ts';

/** Adds the options that name the account. */
export function withAccount(command: Command): Command {
  return command
    .option(
      '--sandbox',
      'use an account in memory, without AWS; --sandbox=FILE keeps it in a file between commands; with --accounts organization, the ' +
        'role that may act is one-active-key-operator',
    )
    .addOption(new Option('--sandbox-file <file>').argParser(parseSandboxFile).hideHelp())
    .option('--profile <name>', 'the profile in ~/.aws/config')
    .option('--region <code>', 'the Region of the stack, if the SDK does not know it')
    .exitOverride();
}

/** Adds the options that write the result to a file. */
export function withOutput(command: Command): Command {
  return command
    .option('--output <file>', 'write to this new file instead of standard output')
    .option('--force', 'overwrite files that exist');
}

/** The option that names the table of the ledger. */
export function ledgerTable(): Option {
  const description =
    'the table with the records of deactivations: deployed for that of the deployed stack, or the name of a table';
  return new Option('--ledger-table <name>', description).argParser(parseTableName);
}

/** The option that shows one more tag in a column; it may be given several times. */
export function tagColumn(): Option {
  const description =
    'show the tag of this key in a column beside those of Owner, Environment, Application and CostCenter; may be repeated';
  return new Option('--tag-column <key>', description).argParser(addTagColumn);
}

/** Adds the options that read an aggregator of AWS Config instead of one account. */
export function withAggregator(command: Command): Command {
  const name = 'read the results of all accounts from this aggregator of AWS Config, and nothing from IAM';
  const region = 'with --aggregator: the Region whose results count, if it is not the Region of the command';
  return command
    .addOption(new Option('--aggregator <name>', name).argParser(parseAggregatorName))
    .addOption(new Option('--rule-region <code>', region).argParser(parseRegion))
    .option(
      '--allow-no-users',
      'with --aggregator: an account without a result and without an IAM user on record counts as known',
    );
}

/** Adds the option that uses the parameters of the deployed rule. */
export function withAsDeployed(command: Command): Command {
  return command.option('--as-deployed', 'use the parameters of the deployed rule, unless they are given');
}

/** Adds the four parameters of the policy; `defaultText` replaces their defaults in the help. */
export function withPolicy(command: Command, defaultText?: string): Command {
  for (const [name, { description, default: byDefault }] of Object.entries(PARAMETERS)) {
    command.option(`${optionName(name)} <value>`, `${description}; default: ${defaultText ?? byDefault}`);
  }
  return command;
}

/** Adds the options of every command that starts runbooks. */
export function withBatch(command: Command): Command {
  return withAccounts(command, ACTING_ROLE)
    .option('--yes', 'do not ask for confirmation')
    .addOption(
      new Option('--role-path <path>', 'the parameter RolePath of the stack, if it is not /').argParser(
        parseRolePath,
      ),
    )
    .addOption(
      new Option(
        '--concurrency <number>',
        'how many executions run at once, 1-50; at most one starts each second',
      )
        .default(5)
        .argParser(parseConcurrency),
    );
}

/** A table's name, or its ARN (DynamoDB API Reference, TableName); throws `UsageError` for any other text. */
function parseTableName(given: string): string {
  if (/^(arn:[\w:/.-]{1,1020}|[\w.-]{3,255})$/.test(given)) return given;
  throw new UsageError(
    `--ledger-table: expected deployed, or the name or the ARN of a table; received "${given}"`,
  );
}

/** Parses `--role-path`; throws `UsageError` for a text that the parameter RolePath does not accept. */
function parseRolePath(given: string): string {
  const problem = rolePathProblem(given);
  if (problem) throw new UsageError(`--role-path: ${problem}`);
  return given;
}

/** Parses `--concurrency`; throws `UsageError` for anything but a whole number from 1 to 50. */
function parseConcurrency(given: string): number {
  const number = /^[1-9][0-9]?$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= 50) return number;
  throw new UsageError(`--concurrency: expected a whole number from 1 to 50; received "${given}"`);
}
