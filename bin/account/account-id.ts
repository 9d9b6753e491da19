/** The account in an ARN (`arn:PARTITION:iam::ACCOUNT:user/NAME`); undefined if it has none. */
export function accountIdIn(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}

/** Whether a text is the id of an account: 12 digits. */
export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);
