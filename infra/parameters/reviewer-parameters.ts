import type { ParameterGroup } from './parameter-group.ts';

/** Who may read what the product reads and remembers, from another account or from this one. */
export const REVIEWER: ParameterGroup = {
  label: 'Reviewers',
  parameters: {
    ReviewerAccountId: {
      description:
        'The id of the account whose people may assume the role one-active-key-reviewer, which only reads: users, access ' +
        'keys, results of the rule and the ledger. The policies of that account decide who of them may. Empty: the role ' +
        'does not exist.',
      default: '',
      allowedPattern: '^([0-9]{12})?$',
      constraintDescription: 'an account id, or empty',
    },
    ReviewerExternalId: {
      description:
        'The external id that whoever assumes the role one-active-key-reviewer has to give; empty: none. It is no secret. ' +
        'Only for ReviewerAccountId.',
      default: '',
      // STS API Reference, AssumeRole, ExternalId. The maximum is no part of the pattern, since the regular
      // expressions of Terraform count to 1,000 (RE2).
      allowedPattern: '^([A-Za-z0-9_+=,.@:/-]{2,})?$',
      maxLength: 1224,
      constraintDescription: '2 to 1224 letters, digits and _+=,.@:/-, or empty',
    },
  },
};
