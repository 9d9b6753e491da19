import { foreign, ledger, own, request } from './requests.ts';
import type { Rows } from './rows.ts';

/**
 * The neighbours of the permission of one operation: the kinds of items that it may name, and those that it
 * may not.
 */
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

/** The kinds that LEDGER_ACCESS does not have: an unknown one, and one that begins like a kind. */
const UNKNOWN = ['OTHER', 'RULE#'];

/** What the remediation counts, notes and reads, and DynamoDB tidies up. */
const NOT_DELETED = ['AUTOMATIC', 'TOLD', 'EXEMPTION'];

const NOT_OF_THE_RULE = [
  'LEASE',
  'KEY',
  'TOUCHED',
  'RECEIPT',
  'CHANGED',
  'SCHEDULED',
  'MESSAGE',
  'AUTOMATIC',
  'TOLD',
];

/**
 * The remediation takes leases, records what it does, keeps receipts, reads what was recorded and noted, and
 * notes users for an evaluation.
 */
export const REMEDIATION_LEDGER: Rows = [
  ...neighboursOf('PutItem', {
    may: ['LEASE', 'KEY', 'RECEIPT', 'CHANGED', 'PENDING', 'RULE', 'NOTICE', 'AUTOMATIC', 'TOLD'],
    mayNot: ['TOUCHED', 'SCHEDULED', 'EXEMPTION', 'MESSAGE', ...UNKNOWN, 'KEY#'],
  }),
  ...neighboursOf('DeleteItem', {
    may: ['LEASE', 'CHANGED', 'PENDING', 'NOTICE'],
    mayNot: ['KEY', 'TOUCHED', 'RECEIPT', 'RULE', 'SCHEDULED', 'MESSAGE', ...NOT_DELETED, ...UNKNOWN],
  }),
  ...neighboursOf('Query', {
    may: ['KEY', 'TOUCHED', 'CHANGED', 'PENDING', 'RULE', 'NOTICE', 'AUTOMATIC', 'EXEMPTION', 'TOLD'],
    mayNot: ['LEASE', 'RECEIPT', 'SCHEDULED', 'MESSAGE', ...UNKNOWN],
  }),
  ['GetItem of KEY', ledger('GetItem', ['KEY']), ledger('Query', ['KEY'])],
  ['UpdateItem of LEASE', ledger('UpdateItem', ['LEASE']), ledger('PutItem', ['LEASE'])],
  ['UpdateItem of TOUCHED', ledger('UpdateItem', ['TOUCHED']), ledger('Query', ['TOUCHED'])],
];

/** The re-evaluation notes touches and changed users, starts rules, and notes which minutes are scheduled. */
export const REEVALUATION_LEDGER: Rows = [
  ...neighboursOf('PutItem', {
    may: ['TOUCHED', 'CHANGED', 'PENDING', 'RULE', 'SCHEDULED'],
    mayNot: ['LEASE', 'KEY', 'RECEIPT', 'NOTICE', ...NOT_DELETED, ...UNKNOWN, 'touched'],
  }),
  ...neighboursOf('DeleteItem', {
    may: ['CHANGED', 'PENDING'],
    mayNot: ['TOUCHED', 'LEASE', 'KEY', 'RECEIPT', 'RULE', 'SCHEDULED', 'MESSAGE', ...UNKNOWN],
  }),
  ...neighboursOf('Query', {
    may: ['CHANGED', 'PENDING', 'RULE', 'SCHEDULED'],
    mayNot: ['TOUCHED', 'LEASE', 'KEY', 'RECEIPT', ...UNKNOWN],
  }),
  ...['GetItem', 'UpdateItem'].map((operation): Rows[number] => [
    `${operation} of TOUCHED`,
    ledger(operation, ['TOUCHED']),
    ledger('PutItem', ['TOUCHED']),
  ]),
  ['GetItem of PENDING', ledger('GetItem', ['PENDING']), ledger('Query', ['PENDING'])],
];

/**
 * The rule reads and removes the users that it has to evaluate, records its runs, makes notices void, notes
 * exemptions that end, and knows nothing of keys.
 */
export const RULE_LEDGER: Rows = [
  ...neighboursOf('PutItem', {
    may: ['PENDING', 'RULE', 'EXEMPTION'],
    mayNot: ['NOTICE', ...NOT_OF_THE_RULE, ...UNKNOWN],
  }),
  ...neighboursOf('DeleteItem', {
    may: ['PENDING', 'NOTICE'],
    mayNot: ['RULE', 'EXEMPTION', ...NOT_OF_THE_RULE, ...UNKNOWN],
  }),
  ...neighboursOf('Query', {
    may: ['PENDING', 'RULE', 'NOTICE'],
    mayNot: ['EXEMPTION', ...NOT_OF_THE_RULE, ...UNKNOWN],
  }),
  ['GetItem of PENDING', ledger('GetItem', ['PENDING']), ledger('Query', ['PENDING'])],
  ['GetItem of RULE', ledger('GetItem', ['RULE']), ledger('Query', ['RULE'])],
  ['UpdateItem of RULE', ledger('UpdateItem', ['RULE']), ledger('PutItem', ['RULE'])],
];

const findTable = request('ssm:GetParameter', own.parameter);

/** Reviewers find the table by the one parameter, and read no other and change none. */
const REVIEWER_PARAMETER: Rows = [
  ...Object.entries({
    'another parameter': `${own.parameter}-other`,
    'a parameter below it': `${own.parameter}/x`,
    'another account’s parameter': foreign.parameter,
    'another Region’s parameter': foreign.parameterElsewhere,
  }).map(([title, resource]): Rows[number] => [`reading ${title}`, { ...findTable, resource }, findTable]),
  ...['GetParameters', 'GetParameterHistory', 'PutParameter', 'DeleteParameter'].map((name): Rows[number] => [
    `${name} of the parameter`,
    { ...findTable, action: `ssm:${name}` },
    findTable,
  ]),
];

/** Reviewers read what was done to keys, and nothing else of the ledger. */
export const REVIEWER_LEDGER: Rows = [
  ...REVIEWER_PARAMETER,
  ...neighboursOf('Query', {
    may: ['KEY', 'TOUCHED', 'RECEIPT'],
    mayNot: [
      'LEASE',
      'CHANGED',
      'PENDING',
      'RULE',
      'SCHEDULED',
      'MESSAGE',
      'NOTICE',
      ...NOT_DELETED,
      ...UNKNOWN,
    ],
  }),
  ...['GetItem', 'PutItem', 'DeleteItem', 'UpdateItem', 'BatchGetItem'].map((operation): Rows[number] => [
    `${operation} of RECEIPT`,
    ledger(operation, ['RECEIPT']),
    ledger('Query', ['RECEIPT']),
  ]),
];
