import type { Policy } from '../../../../policy/policy.ts';
import { formatMinute } from '../../../../policy/text.ts';
import { PARAMETER_NAMES } from '../../../account/parameter-names.ts';
import type { AccountVerification, Verification } from '../../../verification/verification.ts';

/** The parameters by which the verdicts were decided, by name; none if they are not known. */
export function parametersOf({
  parameters,
}: AccountVerification): readonly (readonly [keyof Policy, string])[] {
  return parameters ? PARAMETER_NAMES.map((name) => [name, String(parameters[name])]) : [];
}

/** Of which account, when and by which parameters: a line, since a text that is kept as evidence needs it. */
export function provenanceLine(account: AccountVerification, { generatedAt }: Verification): string {
  const parameters = parametersOf(account).map(([name, value]) => `${name} ${value}`);
  const by = parameters.length > 0 ? `, by ${parameters.join(', ')}` : '';
  return `Account ${account.accountId ?? 'not known'}, read ${formatMinute(new Date(generatedAt))}${by}.`;
}
