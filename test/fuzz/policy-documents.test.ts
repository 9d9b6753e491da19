import fc from 'fast-check';
import { expect, it } from 'vitest';
import { administratorGrant } from '../../bin/privileges/administrator-like.ts';
import { MalformedPolicyError, parseAllowStatements } from '../../bin/privileges/policy-document.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';

const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'a', Effect: 'Allow', Action: ['iam:*', 's3:Get*'], Resource: '*' },
    { Effect: 'Deny', NotAction: 's3:*', Resource: ['*'] },
    { Effect: 'Allow', Action: '*', NotResource: 'arn', Condition: { Bool: { 'aws:x': 'true' } } },
  ],
};

const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const documents = fc
  .oneof(
    { weight: 4, arbitrary: nearlyValid(DOCUMENT) },
    { weight: 1, arbitrary: nearlyValid({ ...DOCUMENT, Statement: DOCUMENT.Statement[0] }) },
    { weight: 1, arbitrary: unusualValues },
  )
  .map((value) => JSON.stringify(value) ?? '')
  .chain((text) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(encoded(text)) },
      { weight: 1, arbitrary: fc.constant(text) },
      { weight: 1, arbitrary: nearlyValidText(encoded(text)) },
    ),
  );

it('a policy document with any content leads to its statements that allow, or to a MalformedPolicyError', () =>
  assertLaw({
    inputs: documents,
    read: parseAllowStatements,
    contract: (statements) => {
      for (const statement of statements) {
        for (const { kind, patterns } of [statement.actions, statement.resources]) {
          expect(['matching', 'all but']).toContain(kind);
          for (const pattern of patterns) expect(typeof pattern).toBe('string');
        }
        expect(typeof statement.hasCondition).toBe('boolean');
      }
      expect(() => administratorGrant(statements)).not.toThrow();
    },
    errors: [MalformedPolicyError],
  }));
