import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { createAggregator } from '../../../sandbox/aggregator/aggregator.ts';
import { AGGREGATOR, aResult, aSource, ONE, THE_ORGANIZATION, TWO } from '../../support/aggregator.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { served } from '../../support/served-account.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../bin/aggregator/findings.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

/** An aggregator that is served on the loopback interface; account ONE is COMPLIANT. */
async function servedAggregator() {
  const aggregator = createAggregator({ name: AGGREGATOR.name, organization: 'all' });
  const { account, environment } = await served();
  account.addOperations('config', aggregator.operations);
  aggregator.setSource(THE_ORGANIZATION);
  aggregator.record(aResult({ complianceType: 'COMPLIANT' }));
  return { ...aggregator, account, environment: { ...environment, AWS_REGION: AGGREGATOR.region } };
}

const VERIFY = ['verify', '--aggregator', AGGREGATOR.name];

describe('the exit code of verify --aggregator', () => {
  it('0: nobody is NON_COMPLIANT, and everything is known; no call of IAM', async () => {
    const { account, environment } = await servedAggregator();
    const { out, ...ended } = await runIn(environment, VERIFY);
    expect(ended).toEqual({ code: 0, err: '' });
    const [shown, notTold] = out.split('An aggregator does not tell:\n');
    expect(shown).toBe(
      'Aggregator all-accounts, results of us-east-1: 1 account: 1 COMPLIANT, 0 NON_COMPLIANT, 0 without users, 0 not known.\n' +
        'Users that are NON_COMPLIANT: 0.\n',
    );
    expect(notTold).toMatch(
      /^ {2}Exempt users.*\n {2}Accounts of which nothing.*\n {2}How old.*\n {2}Which function.*\n$/,
    );
    expect(account.calls.filter(({ service }) => service !== 'config')).toEqual([]);
  });

  it('3: a user is NON_COMPLIANT', async () => {
    const { environment, record } = await servedAggregator();
    record(aResult({ accountId: TWO }));
    const { code, out } = await runIn(environment, VERIFY);
    expect(code).toBe(3);
    expect(out).toContain(`\nNON_COMPLIANT: ${TWO} AIDAIOSFODNN7EXAMPLE1\nAn aggregator does not tell:\n`);
  });

  it('1: something is not known, whoever else is NON_COMPLIANT', async () => {
    const { environment, record, setSource } = await servedAggregator();
    record(aResult({ accountId: TWO }));
    setSource(aSource({ status: 'FAILED' }));
    const { code, out } = await runIn(environment, VERIFY);
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nNON_COMPLIANT: 123456789012 .*\nNot known:\n {2}The last update .*: 111122223333\nAn aggregator/,
    );
  });

  it('1: there is no such aggregator', async () => {
    const { environment } = await servedAggregator();
    const { code, out, err } = await runIn(environment, ['verify', '--aggregator', 'absent']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^There is no aggregator of this name in this account and Region: give --region, .*\n$/,
    );
  });

  it('1: a permission is missing', async () => {
    const { account, environment } = await servedAggregator();
    account.faults.add(() => ({ kind: 'deny' }));
    const { code, err } = await runIn(environment, VERIFY);
    expect(code).toBe(1);
    expect(err).toMatch(/config:DescribeConfigurationAggregators/);
  });

  it('1: a record of an account is not JSON; no character of it commands the terminal', async () => {
    const { account, environment } = await servedAggregator();
    account.faults.add(({ operation }) =>
      operation === 'SelectAggregateResourceConfig'
        ? { kind: 'answer', output: { Results: ['{\u009b2J\u202e\u2028a'] } }
        : undefined,
    );
    const { code, out, err } = await runIn(environment, VERIFY);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/Results: expected a value in the answer of AWS; received "{ 2J a"/);
    expect(err.trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}]/u);
  });

  it('1: no account has a result in the Region', async () => {
    const { environment } = await servedAggregator();
    const { code, out, err } = await runIn(environment, [...VERIFY, '--rule-region', 'eu-west-1']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The aggregator all-accounts has no result of One Active Key in eu-west-1, .*\n$/);
  });

  it('130: Ctrl-C; nothing is shown', async () => {
    const { account, environment } = await servedAggregator();
    const interruption = new AbortController();
    account.faults.add(() => {
      interruption.abort();
      return { kind: 'hang' };
    });
    const ended = await runIn(environment, VERIFY, { interruption: interruption.signal });
    expect(ended).toMatchObject({ code: 130, out: '' });
    expect(ended.err).toMatch(/^Interrupted: /);
  });
});

describe('preview --aggregator', () => {
  it('the rule is in another Region than the aggregator', async () => {
    const { environment, record } = await servedAggregator();
    record(aResult({ awsRegion: 'eu-west-1' }));
    const args = ['preview', '--aggregator', AGGREGATOR.name, '--rule-region', 'eu-west-1'];
    const { code, out } = await runIn(environment, args);
    expect({ code, head: out.split('\n')[0] }).toEqual({
      code: 0,
      head: 'Aggregator all-accounts, results of eu-west-1: 1 account: 0 COMPLIANT, 1 NON_COMPLIANT, 0 without users, 0 not known.',
    });
  });

  it('shows the organization of the sandbox: one account for each thing that is told, and for each that is not', async () => {
    const { code, out, err } = await runInSandbox('preview --aggregator organization');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('5 accounts: 1 COMPLIANT, 1 NON_COMPLIANT, 0 without users, 3 not known.');
    expect(out).toMatch(/│ 123456789012 │ deploy-bot │ 2 active access keys\. Keep AKIADEPLOYOLDEXAMPLE/);
    expect(out).toMatch(
      /│ 123456789012 │ payroll +│ 2 active access keys\. No key can be selected\. KeysInUse/,
    );
    expect(out).toMatch(/No result, although .*: 222222222222\n/);
    expect(out).toMatch(/No result, and .*: 333333333333\n/);
    expect(out).toMatch(/FAILED.*: 444444444444\n/);
  });

  it('--allow-no-users: an account without users on record counts as known', async () => {
    const { out } = await runInSandbox('preview --aggregator organization --allow-no-users');
    expect(out).toContain('1 without users, 2 not known.');
    expect(out).not.toContain('333333333333');
  });

  it('JSON follows the schema; --output writes it to a file', async () => {
    const file = join(emptyFolder(), 'findings.json');
    const { code, out } = await runInSandbox(
      `preview --aggregator organization --format json --output ${file}`,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const findings = JSON.parse(readFileSync(file, 'utf8'));
    expect(isValid(findings), JSON.stringify(isValid.errors)).toBe(true);
    expect(
      findings.problems.map(({ accountId, code: each }: Record<string, string>) => [accountId, each]),
    ).toEqual([
      ['222222222222', 'NoResult'],
      ['333333333333', 'NoResult'],
      ['444444444444', 'NotUpdated'],
    ]);
  });

  it.each([
    ['an additional member', { more: 1 }],
    ['a missing member', { problems: undefined }],
    ['another version', { schemaVersion: '2.0' }],
    ['another kind of problem', { problems: [{ accountId: ONE, code: 'Other', text: '' }] }],
  ])('the schema refuses %s', async (_, change) => {
    const { out } = await runInSandbox('preview --aggregator organization --format json');
    expect(isValid(JSON.parse(JSON.stringify({ ...JSON.parse(out), ...change })))).toBe(false);
  });
});

describe('progress', () => {
  it('is shown on a terminal, and cleared at the end', async () => {
    const { err } = await runInSandbox('verify --aggregator organization', { isWatched: true });
    expect(err).toBe('\r\u001b[K1 of 1 rules with NON_COMPLIANT results read\r\u001b[K');
  });
});

describe('options that do not fit together: wrong usage, exit code 2', () => {
  it.each([
    [
      'preview --aggregator organization --format html',
      '--format: expected table, json, csv with --aggregator',
    ],
    ['verify --aggregator organization --as-deployed', '--as-deployed cannot be used with --aggregator'],
    ['verify --aggregator organization --exemption-max-days 5', '--exemption-max-days cannot be used'],
    [
      'preview --aggregator organization --ledger-table t-1',
      '--ledger-table cannot be used with --aggregator',
    ],
    ['preview --aggregator organization --tag-column Team', '--tag-column cannot be used with --aggregator'],
    ['preview --aggregator organization --only non-compliant', '--only cannot be used with --aggregator'],
    ['verify --rule-region eu-west-1', '--rule-region needs --aggregator'],
    ['preview --allow-no-users', '--allow-no-users needs --aggregator'],
    [
      'verify --aggregator a/b',
      '--aggregator: expected the name of an aggregator of AWS Config; received "a/b"',
    ],
    [
      'verify --aggregator a --rule-region Ireland',
      '--rule-region: expected the code of a Region, such as us-east-1',
    ],
  ])('%s', async (command, message) => {
    const { code, out, err } = await runInSandbox(command);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it.each(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-7', 'eusc-de-east-1'])(
    'the Region %s is one',
    async (region) => {
      const { code, err } = await runInSandbox(`verify --aggregator organization --rule-region ${region}`);
      expect({ code, isRefused: err.includes('expected the code') }).toEqual({ code: 1, isRefused: false });
    },
  );
});
