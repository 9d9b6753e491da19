import { foreign, ledger, own, request } from './requests.ts';
import type { Rows } from './rows.ts';

/** The neighbours of the permission of one operation: the kinds of items that it may name, and those that it may not. */
function neighboursOf(
  operation: string,
  { may, mayNot }: Readonly<Record<'may' | 'mayNot', readonly string[]>>,
): Rows {
  const allowed = may.map((kind) => ledger(operation, [kind]));
  const [first = '', ...others] = may;
  const nearest = ledger(operation, [first]);
  const tables = { 'another table': own.otherTable, 'another account’s table': foreign.table };
  const elsewhere = { ...tables, 'a table in another Region': foreign.tableElsewhere };
  return [
    ...mayNot.flatMap(
      (kind): Rows => [
        ...allowed.map((each): Rows[number] => [`${operation} of ${kind}`, ledger(operation, [kind]), each]),
        [
          `${operation} of ${first} and ${kind}`,
          ledger(operation, [first, kind]),
          ledger(operation, [first, ...others]),
        ],
      ],
    ),
    [`${operation} without a key`, ledger(operation, []), nearest],
    ...Object.entries(elsewhere).map(([title, table]): Rows[number] => [
      `${operation} in ${title}`,
      ledger(operation, [first], table),
      nearest,
    ]),
  ];
}

/** The remediation takes leases, records what it does, keeps receipts, and reads what was recorded and noted. */
export const REMEDIATION_LEDGER: Rows = [
  ...neighboursOf('PutItem', { may: ['LEASE', 'KEY', 'RECEIPT'], mayNot: ['TOUCHED', 'OTHER', 'KEY#'] }),
  ...neighboursOf('DeleteItem', { may: ['LEASE'], mayNot: ['KEY', 'TOUCHED', 'RECEIPT', 'OTHER'] }),
  ...neighboursOf('Query', { may: ['KEY', 'TOUCHED'], mayNot: ['LEASE', 'RECEIPT', 'OTHER'] }),
  ['GetItem of KEY', ledger('GetItem', ['KEY']), ledger('Query', ['KEY'])],
  ['UpdateItem of LEASE', ledger('UpdateItem', ['LEASE']), ledger('PutItem', ['LEASE'])],
  ['UpdateItem of TOUCHED', ledger('UpdateItem', ['TOUCHED']), ledger('Query', ['TOUCHED'])],
];

/** The re-evaluation notes touches. */
export const REEVALUATION_LEDGER: Rows = [
  ...neighboursOf('PutItem', { may: ['TOUCHED'], mayNot: ['LEASE', 'KEY', 'RECEIPT', 'OTHER', 'touched'] }),
  ...['DeleteItem', 'Query', 'GetItem', 'UpdateItem'].map((operation): Rows[number] => [
    `${operation} of TOUCHED`,
    ledger(operation, ['TOUCHED']),
    ledger('PutItem', ['TOUCHED']),
  ]),
];

/** The rule knows nothing of the ledger. */
export const READS_NO_LEDGER: Rows = ['PutItem', 'Query', 'GetItem'].map((operation) => [
  `${operation} of KEY`,
  ledger(operation, ['KEY']),
  request('iam:ListAccessKeys', own.user),
]);
