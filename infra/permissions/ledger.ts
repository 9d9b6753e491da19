import type { Permission } from './permission-type.ts';

/** The kinds of items of the ledger: the values of the key `pk` (ledger/layout.ts). */
export const LEDGER_KINDS = [
  'LEASE',
  'KEY',
  'TOUCHED',
  'RECEIPT',
  'CHANGED',
  'PENDING',
  'RULE',
  'SCHEDULED',
  'NOTICE',
  'AUTOMATIC',
  'EXEMPTION',
  'TOLD',
  'MESSAGE',
] as const;

/** A kind of items. */
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** What a role may do to items of some kinds, and the reason for it. */
interface LedgerAccess {
  readonly action: 'dynamodb:PutItem' | 'dynamodb:DeleteItem' | 'dynamodb:Query';
  readonly kinds: readonly LedgerKind[];
  readonly reason: string;
}

/**
 * Which role may do what to which kind of items; nobody may do anything else. docs/ledger.md shows the same
 * table.
 */
export const LEDGER_ACCESS = {
  remediation: [
    {
      action: 'dynamodb:PutItem',
      kinds: ['LEASE', 'KEY', 'RECEIPT', 'CHANGED', 'PENDING', 'RULE', 'NOTICE', 'AUTOMATIC', 'TOLD'],
      reason:
        'take and prove the lease of a user, record what a run does to a key, keep the receipt, note the user for an evaluation, ' +
        'record the notices and what was told, and count the automatic deactivations of a day',
    },
    {
      action: 'dynamodb:DeleteItem',
      kinds: ['LEASE', 'CHANGED', 'PENDING', 'NOTICE'],
      reason: 'release the lease of a user, pass changed users on to the rules, and make a notice void',
    },
    {
      action: 'dynamodb:Query',
      kinds: ['KEY', 'TOUCHED', 'CHANGED', 'PENDING', 'RULE', 'NOTICE', 'AUTOMATIC', 'EXEMPTION', 'TOLD'],
      reason:
        'read what One Active Key did to the keys of a user, who else changed them since, which rules have users to evaluate, of what ' +
        'notice was given, what was told and what will soon end',
    },
  ],
  reevaluation: [
    {
      action: 'dynamodb:PutItem',
      kinds: ['TOUCHED', 'CHANGED', 'PENDING', 'RULE', 'SCHEDULED'],
      reason:
        'note who changed the status of an access key, which user changed, and which evaluations are started and scheduled',
    },
    {
      action: 'dynamodb:DeleteItem',
      kinds: ['CHANGED', 'PENDING'],
      reason: 'pass changed users on to the rules',
    },
    {
      action: 'dynamodb:Query',
      kinds: ['CHANGED', 'PENDING', 'RULE', 'SCHEDULED'],
      reason: 'read which rules have users to evaluate, and whether the evaluation of a minute is scheduled',
    },
  ],
  rule: [
    {
      action: 'dynamodb:PutItem',
      kinds: ['PENDING', 'RULE', 'EXEMPTION'],
      reason:
        'record the run that begins, and note the users that are left of it and the exemptions that will soon end',
    },
    {
      action: 'dynamodb:DeleteItem',
      kinds: ['PENDING', 'NOTICE'],
      reason: 'remove the users that were evaluated, and make void the notice of a user without its plan',
    },
    {
      action: 'dynamodb:Query',
      kinds: ['PENDING', 'RULE', 'NOTICE'],
      reason:
        'read which users changed, what the notification that begins a run is for, and of which plans notice was given',
    },
  ],
  notification: [
    { action: 'dynamodb:PutItem', kinds: ['MESSAGE'], reason: 'keep a message for the digest of the day' },
    { action: 'dynamodb:DeleteItem', kinds: ['MESSAGE'], reason: 'remove a message that was told' },
    { action: 'dynamodb:Query', kinds: ['MESSAGE'], reason: 'read the messages of the day' },
  ],
  reviewer: [
    {
      action: 'dynamodb:Query',
      kinds: ['KEY', 'TOUCHED', 'RECEIPT'],
      reason: 'read what was done to the keys of a user, who else changed them, and the receipts',
    },
  ],
} as const satisfies Readonly<Record<string, readonly LedgerAccess[]>>;

/** The permissions of a function, or of reviewers, on the table of the ledger; `resource` is its ARN. */
export function ledgerPermissions(role: keyof typeof LEDGER_ACCESS, resource: string): readonly Permission[] {
  return LEDGER_ACCESS[role].map(({ action, kinds, reason }) => ({
    action,
    resource,
    condition: onlyKinds(kinds),
    reason,
  }));
}

/** The condition of a request that names items of these kinds only. */
function onlyKinds(kinds: readonly LedgerKind[]): NonNullable<Permission['condition']> {
  return {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': kinds },
    // ForAllValues is also true for a request without keys (IAM User Guide, "Multivalued context keys").
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
