import { describe, expect, it } from 'vitest';
import {
  type FindingsFormat,
  formatFindings,
  summaryLines,
} from '../../../bin/aggregator/format-findings.ts';
import {
  anOrganization,
  aResult,
  aSource,
  aUserOnRecord,
  findingsOf,
  ONE,
  TWO,
} from '../../support/aggregator.ts';

const FORMATS: readonly FindingsFormat[] = ['table', 'json', 'csv'];

describe('the table', () => {
  it('has one row for each user, without its name in the annotation, and the time of the result', async () => {
    const { config, record, recordResource } = anOrganization();
    record(aResult({ annotation: 'alice: 2 active access keys.' }));
    recordResource(aUserOnRecord());
    const text = formatFindings(await findingsOf(config), 'table', 120);
    expect(text).toMatch(
      /│ 111122223333 │ alice │ 2 active access keys\. \[result of 2026-11-21T06:00Z\] +│/,
    );
    expect(text).toContain('An aggregator does not tell:\n  Exempt users');
    expect(text).not.toContain('Not known');
  });

  it('names what is not known once, with all of its accounts', async () => {
    const { config, record, setSource } = anOrganization();
    record(aResult({ complianceType: 'COMPLIANT' }));
    for (const sourceId of [TWO, '222222222222']) setSource(aSource({ sourceId }));
    setSource({ sourceId: 'o-1', sourceType: 'ORGANIZATION', status: 'OUTDATED' });
    const text = formatFindings(await findingsOf(config), 'table', 120);
    expect(text).toMatch(/\n {2}No result, .*: 123456789012, 222222222222\n/);
    expect(text).toMatch(/\n {2}The last update .* OUTDATED, .*: the organization\n/);
  });
});

describe('old results', () => {
  it.each([
    ['of two days ago', '2026-11-19T09:00:00.000Z', false],
    ['older than two days', '2026-11-19T08:59:59.999Z', true],
  ])('a result %s', async (_, recordedAt, isOld) => {
    const { config, record } = anOrganization();
    record(aResult({ recordedAt: new Date(recordedAt) }));
    expect(summaryLines(await findingsOf(config)).includes('Older than two days: 1 result.')).toBe(isOld);
  });
});

describe('CSV', () => {
  it('has a row for each user, each known account that is COMPLIANT, and each problem', async () => {
    const { config, record, recordResource, setSource } = anOrganization();
    record(aResult({ annotation: '=cmd' }));
    recordResource(aUserOnRecord());
    record(aResult({ accountId: TWO, complianceType: 'COMPLIANT' }));
    record(aResult({ accountId: '222222222222', complianceType: 'COMPLIANT' }));
    setSource(aSource({ sourceId: '222222222222', status: 'FAILED' }));
    const rows = formatFindings(await findingsOf(config), 'csv', 0)
      .trimEnd()
      .split('\r\n');
    expect(rows).toEqual([
      'accountId,userName,userId,complianceType,annotation,configRuleName,resultAt,problem',
      `${ONE},alice,AIDAIOSFODNN7EXAMPLE1,NON_COMPLIANT,'=cmd,iam-user-one-active-access-key,2026-11-21T06:00:00.000Z,`,
      `${TWO},,,COMPLIANT,,iam-user-one-active-access-key,,`,
      expect.stringMatching(/^222222222222,,,,"The last update .*",,,NotUpdated$/),
    ]);
  });

  it('has no formula behind spaces', async () => {
    const { config, record } = anOrganization();
    record(aResult({ annotation: '\u00a0=cmd' }));
    expect(formatFindings(await findingsOf(config), 'csv', 0)).toContain(",'\u00a0=cmd,");
  });
});

describe('text of other people', () => {
  const HOSTILE = 'a\u001b[2J\u0007b\r\nc\u202ed\u2028e\u0085f';

  it.each(FORMATS)('has no character that a terminal obeys, in the format %s', async (format) => {
    const { config, record, recordResource, setSource } = anOrganization();
    record(aResult({ annotation: HOSTILE, resourceId: `AIDA${HOSTILE}`, configRuleName: RULE_OF_OTHERS }));
    record(aResult({ resourceId: 'AIDA2', annotation: HOSTILE }));
    recordResource(aUserOnRecord({ resourceId: 'AIDA2', resourceName: HOSTILE }));
    setSource(aSource({ status: 'FAILED', errorCode: HOSTILE, errorMessage: HOSTILE }));
    // AWS's own texts, which should be harmless: a status, the id of an account, and why its results could
    // not be read.
    setSource(aSource({ sourceId: TWO, status: HOSTILE as 'FAILED' }));
    record(aResult({ accountId: HOSTILE, complianceType: 'COMPLIANT' }));
    record(aResult({ accountId: `1${HOSTILE}` }));
    const text = formatFindings(await findingsOf(config), format, 120);
    expect(text).toContain('b');
    expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
    // A row or a line that text begins would look like ours.
    expect(text).not.toMatch(/^c/m);
  });

  const RULE_OF_OTHERS = 'iam-user-one-active-access-key-\u001b[31m\u202e';
});
