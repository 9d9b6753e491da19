import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { toSarif } from '../../../../../bin/commands/verify/formats/sarif.ts';
import type { AccountVerification } from '../../../../../bin/verification/verification.ts';
import { SARIF } from './sarif-schema.ts';
import { ALICE, anAccount, aVerification, CAROL, DAVE } from './verifications.ts';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(SARIF);

/** The only run of a file, which follows the schema. */
function runOf(...accounts: readonly AccountVerification[]) {
  const log = JSON.parse(toSarif(aVerification(...accounts)));
  expect(isValid(log), JSON.stringify(isValid.errors)).toBe(true);
  return log.runs[0];
}

const failures = [{ userName: 'erin', reason: 'AccessDenied: no' }];

describe('SARIF', () => {
  it('a result for each user that is NON_COMPLIANT, at its ARN', () => {
    const { results, invocations } = runOf(anAccount({ users: [ALICE, CAROL, DAVE] }));
    expect(results).toEqual([
      {
        ruleId: 'one-active-access-key',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'alice: 2 active access keys. Separate the workloads.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'iam/111122223333/user/ci/alice' },
              region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
            },
            logicalLocations: [{ name: 'alice', fullyQualifiedName: ALICE.arn, kind: 'resource' }],
          },
        ],
        partialFingerprints: { primaryLocationLineHash: ALICE.userId },
        properties: {
          accountId: '111122223333',
          activeKeys: 2,
          refusalCode: 'KeysInUse',
          nextStep: 'Separate the workloads.',
        },
      },
    ]);
    expect(invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it('each result has a rule of the file', () => {
    const { results, tool } = runOf(anAccount({ users: [ALICE] }));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('who ran which command, when, and by which parameters', () => {
    const { invocations, properties } = runOf(anAccount());
    expect(invocations).toMatchObject([
      {
        account: 'arn:aws:iam::111122223333:user/auditor',
        commandLine: 'one-active-key verify',
        endTimeUtc: '2026-11-21T09:00:00.000Z',
      },
    ]);
    expect(properties.accounts).toMatchObject([{ parameters: { rotationGraceHours: 24 } }]);
  });

  it('one run for two accounts, with the numbers of each', () => {
    const second = anAccount({ accountId: '123456789012', users: [ALICE] });
    const { results, properties } = runOf(anAccount({ users: [ALICE] }), second);
    const ids = (list: { accountId: string }[]) => list.map(({ accountId }) => accountId);
    expect(ids(results.map((each: { properties: object }) => each.properties))).toEqual([
      '111122223333',
      '123456789012',
    ]);
    expect(ids(properties.accounts)).toEqual(['111122223333', '123456789012']);
    expect(properties.accounts[0].summary.activeKeys).toEqual({ none: 4, one: 2, more: 3 });
  });

  it.each([
    [
      'a user could not be read',
      { failures },
      'Account 111122223333: erin could not be read: AccessDenied: no',
    ],
    [
      'an interruption',
      { isComplete: false },
      'Account 111122223333: interrupted; there may be more users than these.',
    ],
  ])('%s: a notification, and the run is not successful', (_, changes, text) => {
    const { results, invocations } = runOf(anAccount(), anAccount(changes));
    expect(results).toEqual([]);
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications).toMatchObject([{ level: 'error', message: { text } }]);
  });

  it.each([
    ['{0}', '{{0}}'],
    ['[a](b)', '\\[a\\](b)'],
  ])('%s has no meaning in a message', (reason, expected) => {
    const { invocations } = runOf(anAccount({ failures: [{ userName: 'erin', reason }] }));
    const [{ message }] = invocations[0].toolExecutionNotifications;
    expect(message.text.endsWith(`: ${expected}`)).toBe(true);
  });

  it('control characters are escaped, and a name is a part of a URI', () => {
    const arn = 'arn:aws:iam::111122223333:user/a+b=c,d.e@f';
    const text = toSarif(
      aVerification(anAccount({ users: [{ ...ALICE, arn, explanation: '\u001b\u202e' }] })),
    );
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain('"uri": "iam/111122223333/user/a%2Bb%3Dc%2Cd.e%40f"');
  });

  it.each([
    ['no location', { locations: [] }],
    ['another level', { level: 'fatal' }],
    ['an unknown member', { more: 1 }],
  ])('the schema of this test refuses a result with %s', (_, change) => {
    const log = JSON.parse(toSarif(aVerification(anAccount({ users: [ALICE] }))));
    Object.assign(log.runs[0].results[0], change);
    expect(isValid(log)).toBe(false);
  });
});
