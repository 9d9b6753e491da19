import type { Summary } from './inventory.ts';
import type { UnreadUser } from './inventory-user.ts';

/** A user as a summary counts it. */
export interface CountedUser {
  readonly complianceType: keyof Summary['verdicts'];
  readonly activeKeys: number;
}

/** The numbers of users by verdict and by active keys. */
export function summarize(users: readonly CountedUser[], failures: readonly UnreadUser[]): Summary {
  const countOf = (matches: (user: CountedUser) => boolean) => users.filter(matches).length;
  const withVerdict = (type: CountedUser['complianceType']) =>
    countOf(({ complianceType }) => complianceType === type);
  return {
    users: users.length + failures.length,
    verdicts: {
      COMPLIANT: withVerdict('COMPLIANT'),
      NON_COMPLIANT: withVerdict('NON_COMPLIANT'),
      NOT_APPLICABLE: withVerdict('NOT_APPLICABLE'),
    },
    activeKeys: {
      none: countOf(({ activeKeys }) => activeKeys === 0),
      one: countOf(({ activeKeys }) => activeKeys === 1),
      more: countOf(({ activeKeys }) => activeKeys > 1),
    },
    unread: failures.length,
  };
}
