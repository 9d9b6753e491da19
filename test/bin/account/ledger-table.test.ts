import { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../bin/account/aws-errors.ts';
import { LedgerNameError, openLedger } from '../../../bin/account/ledger-table.ts';
import { NotDeployedError } from '../../../bin/command-line/errors.ts';
import { type Ledger, queryItems } from '../../../ledger/table.ts';
import { NAMES } from '../../../product/names.ts';
import { createSandboxAccount, type SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { refusalOf } from '../../sandbox/refusal.ts';
import { deactivate } from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

/** What a command opens for the given table, and the clients that it made for that. */
function open(account: SandboxAccount, given: string | undefined) {
  const made: string[] = [];
  const clients = account.connect({ principal: 'reviewer' });
  const ledger = openLedger(given, {
    ssm: () => {
      made.push('ssm');
      return clients.ssm;
    },
    dynamodb: () => {
      made.push('dynamodb');
      return clients.dynamodb;
    },
  });
  return { made, ledger };
}

const failing = (fault: Fault) => {
  const { account } = deployed();
  account.faults.add(({ operation }) => (operation === 'GetParameter' ? fault : undefined));
  return account;
};

/** An account whose parameter has another value. */
const naming = (value: string) => {
  const { account } = deployed();
  account.parameters.put(NAMES.ledgerParameter, value);
  return account;
};

describe('the table of the ledger', () => {
  it.each([
    ['none is given', undefined, undefined, []],
    ['a name', 'One_Active-Key.1', 'One_Active-Key.1', ['dynamodb']],
    [
      'an ARN, also of a table with the name deployed',
      'arn:aws:dynamodb:us-east-1:111122223333:table/deployed',
      'arn:aws:dynamodb:us-east-1:111122223333:table/deployed',
      ['dynamodb'],
    ],
    ['deployed', 'deployed', NAMES.sandboxLedger, ['ssm', 'dynamodb']],
  ])('%s', async (_, given, tableName, expected) => {
    const { account } = deployed();
    const { made, ledger } = open(account, given);
    expect((await ledger)?.tableName).toBe(tableName);
    expect(made).toEqual(expected);
    expect(account.calls.map(({ operation }) => operation)).toEqual(
      given === 'deployed' ? ['GetParameter'] : [],
    );
  });

  it('deployed: the records are read from the table that the parameter names', async () => {
    const { account } = deployed();
    const { userId } = addUser(account, 'alice', 2);
    const { deactivatedAccessKeyIds } = await deactivate(account, userId);
    const ledger = await open(account, 'deployed').ledger;
    const records: string[] = [];
    for await (const { sk } of queryItems(ledger as Ledger, { pk: 'KEY', sk: '' })) records.push(sk);
    expect(records).toEqual(deactivatedAccessKeyIds.map((id) => `${userId}#${id}`));
  });

  it.each(['abc', 't'.repeat(255)])('deployed: the table %s', async (name) => {
    expect((await open(naming(name), 'deployed').ledger)?.tableName).toBe(name);
  });
});

describe('a parameter that does not exist: nothing is deployed', () => {
  it('the message names the parameter and the Region, and says what to do', async () => {
    const account = createSandboxAccount({ region: 'eu-central-1' });
    const error = await refusalOf(open(account, 'deployed').ledger);
    expect(error).toBeInstanceOf(NotDeployedError);
    expect(error.cause).toMatchObject({ name: 'ParameterNotFound' });
    expect(explain(error)).toBe(
      'The parameter /one-active-key/ledger-table does not exist in eu-central-1: give --region if One Active Key is deployed ' +
        'in another Region. A stack with Remediation=None and NearRealTime=false has no ledger; of a stack that was deployed ' +
        'before the parameter existed, give the output LedgerTable as --ledger-table.',
    );
  });
});

describe('a parameter that cannot be read: one line with its cause and advice, and no ledger', () => {
  it.each<[string, Fault, RegExp]>([
    [
      'the read is denied',
      { kind: 'deny' },
      /^These credentials need ssm:GetParameter on the parameter \/one-active-key\/ledger-table and dynamodb:Query on the table; /,
    ],
    ['it is throttled', { kind: 'throttle' }, /^AWS limits the rate of requests: /],
    ['AWS cannot be reached', { kind: 'reset', applied: false }, /^AWS could not be reached/],
    [
      'an answer without a parameter',
      { kind: 'answer', output: {} },
      /value: expected the name of a table; received nothing$/,
    ],
    [
      'an answer of another shape',
      { kind: 'answer', output: { Parameter: { Value: ['table'] } } },
      /value: expected the name of a table; received \["table"\]$/,
    ],
  ])('%s', async (_, fault, advice) => {
    const error = await refusalOf(open(failing(fault), 'deployed').ledger);
    expect(error).toBeInstanceOf(LedgerNameError);
    expect(explain(error)).toMatch(advice);
    expect(explain(error)).toContain(
      'LedgerNameError: could not find the ledger by the parameter /one-active-key/ledger-table, ',
    );
  });

  it('no Region is known', async () => {
    const region = async (): Promise<string> => {
      throw new Error('Region is missing');
    };
    const ssm = new SSMClient({ region });
    const { dynamodb } = createSandboxAccount().connect({ principal: 'reviewer' });
    const error = await refusalOf(openLedger('deployed', { ssm: () => ssm, dynamodb: () => dynamodb }));
    expect(explain(error)).toMatch(/^No AWS Region was found: set AWS_REGION, or give --region\. /);
  });
});

describe('a parameter that somebody else wrote names no table', () => {
  it.each([
    ['empty', ''],
    ['too short', 'ab'],
    ['too long', 't'.repeat(256)],
    ['a table of another account', 'arn:aws:dynamodb:us-east-1:444455556666:table/one-active-key-ledger'],
    ['several', 'one,two'],
    ['with a line end', 'table\n'],
    ['with a terminal’s commands', 'table\u001b[2J'],
  ])('%s', async (_, value) => {
    const error = await refusalOf(open(naming(value), 'deployed').ledger);
    expect(error).toBeInstanceOf(LedgerNameError);
    expect(explain(error)).toMatch(/value: expected the name of a table; received "\P{Cc}*$/u);
  });
});
