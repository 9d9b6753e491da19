import { describe, expect, it } from 'vitest';
import { LEDGER_ACCESS, LEDGER_KINDS } from '../../../infra/permissions/ledger.ts';
import { TOPIC } from '../../support/capabilities.ts';
import { decide } from '../../support/simulator.ts';
import {
  NOTIFICATION_ROLE,
  REVIEWER_ACCOUNT,
  REVIEWER_ROLE,
  ROLES,
  roleNamed,
  stackWithDeletions,
} from './deployed-roles.ts';
import { accessTable, kindsOf } from './ledger-page.ts';
import { ledger, own } from './requests.ts';

const OTHER = 'OTHER';
const KINDS = [...LEDGER_KINDS, OTHER];

/**
 * The operations that IAM authorizes by the keys that they name; a transaction needs the permissions of its
 * parts.
 */
const WITH_KEYS = [
  'PutItem',
  'DeleteItem',
  'Query',
  'GetItem',
  'UpdateItem',
  'ConditionCheckItem',
  'BatchGetItem',
  'BatchWriteItem',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
];

const WITHOUT_KEYS = [
  'Scan',
  'DescribeTable',
  'UpdateTable',
  'DeleteTable',
  'PutResourcePolicy',
  'ExportTableToPointInTime',
];

/** The names of all roles, by purpose. */
const NAMES = { ...ROLES, notification: NOTIFICATION_ROLE, reviewer: REVIEWER_ROLE } as const;

type Purpose = keyof typeof NAMES;

/** The actions that docs/ledger.md gives to a role on items of a kind. */
function documented(role: Purpose, kind: string): readonly string[] {
  const [remediation = [], reevaluation = [], rule = [], notification = [], reviewer = [], others = []] =
    accessTable[kind] ?? [];
  return { remediation, reevaluation, rule, notification, reviewer }[role as string] ?? others;
}

const EXISTING = 'a-table-of-before';
const reviewed = {
  ReviewerAccountId: REVIEWER_ACCOUNT,
  NotificationTopicArn: TOPIC,
  MessageDelivery: 'Daily',
};
const existing = stackWithDeletions({ parameters: { ...reviewed, ExistingLedgerTable: EXISTING } });
const TABLES = [
  ['the table of the stack', stackWithDeletions({ parameters: reviewed }), own.table],
  ['an existing table', existing, `arn:aws:dynamodb:us-east-1:111122223333:table/${EXISTING}`],
] as const;

describe.each(TABLES)('who may do what to which kind of items, in %s', (_, stack, table) => {
  const allowed = async (key: Purpose, operations: readonly string[], kinds: readonly string[]) => {
    const role = roleNamed(stack, NAMES[key]);
    const decisions = await Promise.all(operations.map((each) => decide(role, ledger(each, kinds, table))));
    return operations.filter((_operation, index) => decisions[index] === 'Allowed');
  };

  describe.each(Object.keys(NAMES) as Purpose[])('%s', (key) => {
    it.each(KINDS)('%s: exactly what docs/ledger.md says', async (kind) => {
      expect(await allowed(key, WITH_KEYS, [kind])).toEqual(documented(key, kind));
    });

    it.each(KINDS)('%s and an unknown kind in one request: nothing', async (kind) => {
      expect(await allowed(key, WITH_KEYS, [kind, OTHER])).toEqual([]);
    });

    it('nothing with a request that names no key', async () => {
      expect(await allowed(key, [...WITH_KEYS, ...WITHOUT_KEYS], [])).toEqual([]);
    });
  });
});

it('with an existing table, no role may do anything to a table that the stack would have created', async () => {
  for (const name of Object.values(NAMES)) {
    for (const kind of KINDS) {
      const decision = await decide(roleNamed(existing, name), ledger('PutItem', [kind]));
      expect([name, kind, decision]).toEqual([name, kind, 'ImplicitlyDenied']);
    }
  }
});

describe('the documents and the code have the same table', () => {
  it('docs/ledger.md and LEDGER_ACCESS: who may do what', () => {
    const actionsOn = (kind: string, role: keyof typeof LEDGER_ACCESS) =>
      LEDGER_ACCESS[role]
        .filter(({ kinds }) => (kinds as readonly string[]).includes(kind))
        .map(({ action }) => action.replace('dynamodb:', ''));
    const rows = LEDGER_KINDS.map((kind) => [
      kind,
      [
        actionsOn(kind, 'remediation'),
        actionsOn(kind, 'reevaluation'),
        actionsOn(kind, 'rule'),
        actionsOn(kind, 'notification'),
        actionsOn(kind, 'reviewer'),
        [],
      ],
    ]);
    expect(accessTable).toEqual(Object.fromEntries(rows));
  });

  it.each(Object.entries(kindsOf))('%s describes the items of each kind, and of no other', (_, kinds) => {
    expect(kinds.toSorted()).toEqual(LEDGER_KINDS.toSorted());
  });
});
