/** What to do about what the SDK and AWS say, by the names of their errors. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
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
    'These credentials may not do that: they need iam:ListUsers, ListAccessKeys, ListUserTags and GetAccessKeyLastUsed.',
  ],
  [
    /^(Throttling|ThrottlingException|RequestLimitExceeded)$/,
    'IAM has too much to do: try again in a minute.',
  ],
];

/** An error of AWS or of the SDK in one line, with what to do about it. */
export function explain(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(name)) ?? [];
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return advice ? `${advice} (${name}: ${line})` : `${name}: ${line}`;
}
