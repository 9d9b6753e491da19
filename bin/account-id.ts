/** The account in an ARN (`arn:PARTITION:iam::ACCOUNT:user/NAME`); undefined if it has none. */
export function accountIdIn(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}
