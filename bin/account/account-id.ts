/** The account in an ARN (`arn:PARTITION:iam::ACCOUNT:user/NAME`); undefined if it has none. */
export function accountIdIn(arn: string): string | undefined {
  return arn.split(':')[4] || undefined;
}

/** The form of the id of an account: 12 digits. */
export const ACCOUNT_ID = /^\d{12}$/;

/** Whether a text is the id of an account. */
export const isAccountId = (text: string): boolean => ACCOUNT_ID.test(text);
