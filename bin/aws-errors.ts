import { NotDeployedError } from './errors.ts';

/** What to do about what the SDK and AWS say, by the names of their errors; one of the SDK has a message alone. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^Region is missing$/, 'No AWS Region was found: set AWS_REGION, or give --region.'],
  [
    /^(CredentialsProviderError|CredentialsError)$/,
    'No AWS credentials were found: set AWS_PROFILE, give --profile, or try --sandbox.',
  ],
  [
    /^(ExpiredToken|ExpiredTokenException|TokenProviderError)$/,
    'The credentials have expired: sign in again, for example with aws sso login.',
  ],
  [
    /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/,
    'AWS does not take these credentials: check AWS_PROFILE, or --profile.',
  ],
  [
    /^(AccessDenied|AccessDeniedException)$/,
    'These credentials may not do that; the README says what each command needs.',
  ],
  [
    /^(Throttling|ThrottlingException|RequestLimitExceeded)$/,
    'IAM has too much to do: try again in a minute.',
  ],
];

/** An error of AWS, of the SDK or of ours in one line, with what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof NotDeployedError) return error.message;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(name) || pattern.test(message)) ?? [];
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return advice ? `${advice} (${name}: ${line})` : `${name}: ${line}`;
}
