import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { readJson, readObject, readText, readTime, readUserId } from '../../aws/event-fields.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';

describe('the fields of an event', () => {
  it.each([
    ['an object', () => readObject('field', { a: 1 }), { a: 1 }],
    ['an object as a string', () => readJson('field', '{"a":1}'), { a: 1 }],
    ['a text', () => readText('field', 'a'), 'a'],
    ['a date-time', () => readTime('field', '2026-11-21T12:00:00Z'), new Date('2026-11-21T12:00:00Z')],
    ['the id of a user', () => readUserId('field', USER_ID), USER_ID],
  ])('%s is read', (_kind, read, value) => {
    expect(read()).toEqual(value);
  });

  type Case = readonly [string, unknown, (value: unknown) => unknown, string];
  const object: Case[] = [null, [], 'text'].map((value) => [
    'readObject',
    value,
    (given) => readObject('field', given),
    'a JSON object',
  ]);
  const json: Case[] = ['{', '', 7, undefined].map((value) => [
    'readJson',
    value,
    (given) => readJson('field', given),
    'a ',
  ]);
  const text: Case[] = ['', 7, null, ['a']].map((value) => [
    'readText',
    value,
    (given) => readText('field', given),
    'a text',
  ]);
  // JavaScript would read the number 7 as July 2001.
  const time: Case[] = [7, 'noon', '', null, ['2026-11-21']].map((value) => [
    'readTime',
    value,
    (given) => readTime('field', given),
    'an ISO 8601 date-time',
  ]);
  const userId: Case[] = [
    'alice',
    `x${USER_ID}`,
    `${USER_ID} `,
    [USER_ID],
    'AIDA',
    'AROACKCEVSQ6C2EXAMPLE',
  ].map((value) => [
    'readUserId',
    value,
    (given) => readUserId('field', given),
    'the unique id of an IAM user, AIDA… (aws iam get-user --user-name NAME --query User.UserId shows it)',
  ]);

  it.each([...object, ...json, ...text, ...time, ...userId])(
    '%s refuses %j and says what was expected',
    (_reader, value, read, expected) => {
      expect(() => read(value)).toThrow(MalformedEventError);
      expect(() => read(value)).toThrow(`field: expected ${expected}`);
    },
  );
});
