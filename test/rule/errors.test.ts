import { describe, expect, it } from 'vitest';
import { describeValue } from '../../product/describe.ts';
import { IncompleteRunError } from '../../rule/errors.ts';

const failure = (subject: string, cause: unknown = new TypeError('broken')) => ({ subject, cause });

describe('IncompleteRunError', () => {
  const cases: [string, ReturnType<typeof failure>[], string][] = [
    [
      'one failure',
      [failure('a')],
      'Failed steps of the run: 1 (users listed: 9); all other evaluations were reported. a: TypeError: broken',
    ],
    [
      'three failures: the message describes all of them',
      ['a', 'b', 'c'].map((subject) => failure(subject)),
      'Failed steps of the run: 3 (users listed: 9); all other evaluations were reported. a: TypeError: broken; b: TypeError: broken; c: TypeError: broken',
    ],
    [
      'four failures: the message describes three and counts the fourth',
      ['a', 'b', 'c', 'd'].map((subject) => failure(subject)),
      'Failed steps of the run: 4 (users listed: 9); all other evaluations were reported. a: TypeError: broken; b: TypeError: broken; c: TypeError: broken; and 1 more',
    ],
    [
      'a thrown value that is not an error',
      [failure('a', { code: 7 })],
      'Failed steps of the run: 1 (users listed: 9); all other evaluations were reported. a: {"code":7}',
    ],
  ];
  it.each(cases)('%s', (_title, failures, message) => {
    expect(new IncompleteRunError(failures, 9).message).toBe(message);
  });

  it('has all failures, and the first failure is its cause', () => {
    const failures = [failure('a', new Error('first')), failure('b')];
    const error = new IncompleteRunError(failures, 2);
    expect(error).toMatchObject({ name: 'IncompleteRunError', cause: failures[0]?.cause, failures });
  });
});

describe('describeValue', () => {
  const cases: [string, unknown, string][] = [
    ['undefined', undefined, 'nothing'],
    ['a text', 'a "text"', '"a \\"text\\""'],
    ['a function', Math.max, String(Math.max)],
    ['200 characters', 'x'.repeat(198), `"${'x'.repeat(198)}"`],
    ['201 characters', 'x'.repeat(199), `"${'x'.repeat(199)}… (201 characters)`],
  ];
  it.each(cases)('%s', (_title, value, description) => {
    expect(describeValue(value)).toBe(description);
  });
});
