import { NAMES } from '../../product/names.ts';
import {
  CannotEnterError,
  NotDeployedError,
  NotWrittenError,
  PauseNotConfirmedError,
} from '../command-line/errors.ts';
import { clean } from '../formats/clean.ts';

/** Advice for errors of the SDK and of AWS, by their names, codes and messages. */
const ADVICE: readonly (readonly [RegExp, () => string])[] = [
  [/Region is missing/, () => 'No AWS Region was found: set AWS_REGION, or give --region.'],
  [
    /CredentialsProviderError|CredentialsError/,
    () => `No AWS credentials were found${profileText()}: set AWS_PROFILE, give --profile, or try --sandbox.`,
  ],
  [
    /ExpiredToken|TokenProviderError/,
    () => 'The credentials have expired: sign in again, for example with aws sso login.',
  ],
  [
    /InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch/,
    () => 'AWS does not accept these credentials: check AWS_PROFILE, or --profile.',
  ],
  // The message of StartAutomationExecution for a role that does not exist or that Systems Manager cannot
  // assume.
  [
    /assume role is unable to be assumed/,
    () =>
      'Systems Manager cannot assume the role of the runbooks: if the stack has a RolePath, give --role-path.',
  ],
  [
    // DynamoDB refuses a name that no table has, and the query of a table with other keys.
    /LedgerUnavailableError: .*(ResourceNotFound|Validation)Exception/,
    () =>
      'This is not the table of the ledger: give --ledger-table deployed, or the output LedgerTable of the stack, and --region if ' +
      'it is in another Region.',
  ],
  [
    /NoSuchConfigurationAggregator/,
    () =>
      'There is no aggregator of this name in this account and Region: give --region, and the credentials of the account of the aggregator; aws configservice describe-configuration-aggregators lists them.',
  ],
  [
    // AWS was seen to deny, with a resource that ends in :*, also the read of a parameter that does not
    // exist.
    /LedgerNameError: .*AccessDenied/,
    () =>
      `These credentials need ssm:GetParameter on the parameter ${NAMES.ledgerParameter} and dynamodb:Query on the table; AWS may ` +
      'also deny where this parameter does not exist. Give --region if the stack is in another Region, or its output ' +
      'LedgerTable as --ledger-table.',
  ],
  [
    /AccessDenied/,
    () =>
      'These credentials do not have the permission: docs/reference.md lists the permissions of each command.',
  ],
  [/Throttling|RequestLimitExceeded/, () => 'AWS limits the rate of requests: try again in a minute.'],
  [
    /AutomationExecutionLimitExceeded/,
    () => 'The account has reached its limit of running and waiting automations: try again later.',
  ],
  [
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPROTO|EHOSTUNREACH|TimeoutError|Invalid URL/,
    () => `AWS could not be reached${endpointText()}: check the network, and AWS_ENDPOINT_URL if it is set.`,
  ],
  [
    /parse error|Deserialization|MalformedAnswer|SyntaxError|Unknown(Error)?:/,
    () =>
      `The answer${endpointText()} did not come from AWS: check the network, and AWS_ENDPOINT_URL if it is set.`,
  ],
];

/** An error in one line, without characters that a terminal obeys, and with advice if there is any. */
export function explain(error: unknown): string {
  // Also the names of rules, of a profile and of an endpoint.
  return clean(explanationOf(error));
}

/** The errors whose message says everything. */
const SENTENCES = [NotDeployedError, CannotEnterError, NotWrittenError, PauseNotConfirmedError];

function explanationOf(error: unknown): string {
  if (SENTENCES.some((kind) => error instanceof kind)) return (error as Error).message;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const { code = '' } = error as { readonly code?: string };
  const line = clean(`${name}: ${message}`).replaceAll(/\s+/g, ' ').trim();
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(`${code} ${line}`)) ?? [];
  return advice ? `${advice()} (${line})` : line;
}

function profileText(): string {
  const profile = process.env['AWS_PROFILE'];
  return profile ? ` by the profile ${profile}` : '';
}

function endpointText(): string {
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  return endpoint ? ` at ${endpoint}` : '';
}
