import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { run, runIn, runInSandbox } from '../../../support/cli.ts';
import { addUser, callCounts } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

/** What a finding says, in either format. */
const verdictsOf = (out: string): readonly string[] =>
  JSON.parse(out).map(
    ({ Compliance, compliance }: Record<string, { Status?: string; status?: string }>) =>
      Compliance?.Status ?? compliance?.status,
  );

const countsOf = (verdicts: readonly string[]) =>
  Object.fromEntries(
    [...new Set(verdicts)].map((each) => [each, verdicts.filter((one) => one === each).length]),
  );

describe('preview in a format of findings', () => {
  it.each([
    ['asff', { PASSED: 306, FAILED: 10, NOT_AVAILABLE: 1 }],
    ['ocsf', { Pass: 306, Fail: 10, 'Not applicable': 1 }],
  ])('%s: a finding for each user, and one for the account', async (format, expected) => {
    const { code, out, err } = await runInSandbox(`preview --format ${format}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(countsOf(verdictsOf(out))).toEqual(expected);
  });

  it.each(['asff', 'ocsf'])('%s: the same inventory is the same file, byte by byte', async (format) => {
    const [one, other] = [
      await runInSandbox(`preview --format ${format}`),
      await runInSandbox(`preview --format ${format}`),
    ];
    expect(one.out).toBe(other.out);
  });

  it('--only non-compliant: the users that are, and the account', async () => {
    const { out } = await runInSandbox('preview --only non-compliant --format asff');
    expect(countsOf(verdictsOf(out))).toEqual({ PASSED: 1, FAILED: 10 });
  });

  it.each([
    ['asff', '"SchemaVersion": "2018-10-08"'],
    ['ocsf', '"class_uid": 2003'],
  ])('the ending .%s.json means it', async (format, expected) => {
    const file = join(emptyFolder(), `findings.${format}.json`);
    expect(await run(['preview', '--sandbox', '--output', file])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain(expected);
  });

  it.each([
    ['asff', 'NOT_AVAILABLE'],
    ['ocsf', 'Unknown'],
  ])(
    '%s: of several accounts, one that was not read has no verdict, and the exit code says so',
    async (format, expected) => {
      const { code, out, err } = await runInSandbox(`preview --accounts organization --format ${format}`);
      expect(code).toBe(1);
      expect(err).toContain('NOT READ: 444455556666');
      const unread = JSON.parse(out).filter((finding: object) =>
        JSON.stringify(finding).includes('one-active-key/444455556666'),
      );
      expect(verdictsOf(JSON.stringify(unread))).toEqual([expected]);
    },
  );
});

describe('the Region of findings for Security Hub', () => {
  const preview = ['preview', '--format', 'asff'];
  it.each([
    ['AWS_REGION', { AWS_REGION: 'eu-west-1' }, []],
    ['--region', { AWS_REGION: 'us-east-1' }, ['--region', 'eu-west-1']],
  ])('is that of %s', async (_, region, options) => {
    const { environment } = await served((account) => addUser(account, 'alice', 2));
    const { code, out } = await runIn({ ...environment, ...region }, [...preview, ...options]);
    expect(code).toBe(0);
    expect(out).toContain('"ProductArn": "arn:aws:securityhub:eu-west-1:');
  });

  it('is required, before the first call', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    const { code, out, err } = await runIn(environment, preview);
    expect({ code, out, calls: callCounts(account) }).toEqual({ code: 2, out: '', calls: {} });
    expect(err).toContain('--format asff: expected a Region, since Security Hub keeps findings by Region');
  });

  it.each(['us-east', 'eu_west_1', 'us-east-1:1'])(
    'that is none, %s, is refused before the first call: Security Hub would refuse each finding',
    async (region) => {
      const { account, environment } = await served((each) => addUser(each, 'alice', 2));
      const { code, out, err } = await runIn(environment, [...preview, '--region', region]);
      expect({ code, out, calls: callCounts(account) }).toEqual({ code: 2, out: '', calls: {} });
      expect(err).toContain(`keeps findings by Region; received "${region}": give --region`);
    },
  );

  it('is not required for OCSF', async () => {
    const { environment } = await served((each) => addUser(each, 'alice', 2));
    expect(await runIn(environment, ['preview', '--format', 'ocsf'])).toMatchObject({ code: 0 });
  });

  it('is known where no account was entered', async () => {
    const args = ['preview', '--format', 'asff', '--sandbox', '--accounts', '444455556666'];
    const { code, out } = await run([...args, '--region', 'us-east-1']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      {
        ProductArn: 'arn:aws:securityhub:us-east-1:444455556666:product/444455556666/default',
        Compliance: { Status: 'NOT_AVAILABLE' },
      },
    ]);
  });
});

describe('a format of findings', () => {
  it.each([
    [['--compare', 'earlier.json'], '--compare: expected the format table, json or html; received asff'],
    [['--aggregator', 'a'], '--format: expected table, json, csv with --aggregator; received asff'],
  ])('with %j: wrong usage', async (options, expected) => {
    const { code, err } = await run(['preview', '--format', 'asff', '--sandbox', ...options]);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });

  it('history has none', async () => {
    expect(await run(['history', '--sandbox', '--format', 'ocsf'])).toMatchObject({ code: 2 });
  });
});
