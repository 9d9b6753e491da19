import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { Ledger } from '../../ledger/table.ts';
import { describeError, describeValue } from '../../product/describe.ts';
import { NAMES } from '../../product/names.ts';
import { NotDeployedError } from '../command-line/errors.ts';

/** The word for the table of the deployed stack; a table of this name can be given by its ARN. */
export const DEPLOYED = 'deployed';

/** The clients of an account in one Region; each is made when it is needed. */
export interface LedgerClients {
  readonly ssm: () => SSMClient;
  readonly dynamodb: () => DynamoDBClient;
}

/** The name of the table could not be read, or is none; the cause is the error of the SDK or of AWS. */
export class LedgerNameError extends Error {
  override readonly name = 'LedgerNameError';

  constructor(problem: string, options: ErrorOptions = {}) {
    super(`could not find the ledger by the parameter ${NAMES.ledgerParameter}, ${problem}`, options);
  }
}

/**
 * The ledger whose table is given: its name, its ARN, or `deployed` for the table that the parameter of the
 * stack names, in the account and the Region of the clients. Undefined if none is given.
 *
 * Throws `NotDeployedError` if there is no such parameter, and `LedgerNameError` if it cannot be read or
 * names no table.
 */
export async function openLedger(
  given: string | undefined,
  { ssm, dynamodb }: LedgerClients,
): Promise<Ledger | undefined> {
  if (given === undefined) return undefined;
  const tableName = given === DEPLOYED ? await readTableName(ssm()) : given;
  return { dynamodb: dynamodb(), tableName };
}

/** The name of the deployed table, from Parameter Store. */
async function readTableName(ssm: SSMClient): Promise<string> {
  const value = await readValue(ssm);
  // A name only: an ARN could lead to a table of another account, and whoever may write parameters would
  // choose it.
  if (typeof value === 'string' && /^[\w.-]{3,255}$/.test(value)) return value;
  throw new LedgerNameError(`value: expected the name of a table; received ${describeValue(value)}`);
}

async function readValue(ssm: SSMClient): Promise<unknown> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NAMES.ledgerParameter }));
    return Parameter?.Value;
  } catch (cause) {
    if (cause instanceof ParameterNotFound) throw await notDeployed(ssm, cause);
    throw new LedgerNameError(describeError(cause), { cause });
  }
}

async function notDeployed(ssm: SSMClient, cause: unknown): Promise<NotDeployedError> {
  const region = await ssm.config.region();
  return new NotDeployedError(
    `The parameter ${NAMES.ledgerParameter} does not exist in ${region}: give --region if One Active Key is deployed in another ` +
      'Region. A stack with Remediation=None and NearRealTime=false has no ledger; of a stack that was deployed before the ' +
      'parameter existed, give the output LedgerTable as --ledger-table.',
    { cause },
  );
}
