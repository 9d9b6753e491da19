import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { parseJsonText, parseObject, parseText, parseTime, parseUserId } from '../../aws/event-fields.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';

describe('the fields of an event', () => {
  it.each([
    ['an object', () => parseObject('field', { a: 1 }), { a: 1 }],
    ['an object as a string', () => parseJsonText('field', '{"a":1}'), { a: 1 }],
    ['a text', () => parseText('field', 'a'), 'a'],
    ['the id of a user', () => parseUserId('field', USER_ID), USER_ID],
  ])('%s is read', (_kind, read, value) => {
    expect(read()).toEqual(value);
  });

  it.each<[string, string, string]>([
    ['AWS Config sends', '2026-11-21T12:00:00.373Z', '2026-11-21T12:00:00.373Z'],
    ['CloudTrail and EventBridge send', '2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['CloudWatch sends within its events', '2026-11-21T12:00:00.373+0000', '2026-11-21T12:00:00.373Z'],
    ['has the zone of the credential report', '2026-11-21T12:00:00+00:00', '2026-11-21T12:00:00.000Z'],
    ['has another zone', '2026-11-21T12:00:00.5+05:30', '2026-11-21T06:30:00.500Z'],
    ['has microseconds', '2026-11-21T12:00:00.373999Z', '2026-11-21T12:00:00.373Z'],
  ])('a date-time that %s is read: %s', (_form, text, at) => {
    expect(parseTime('field', text)).toEqual(new Date(at));
  });

  type Case = readonly [string, unknown, (value: unknown) => unknown, string];
  const object: Case[] = [null, [], 'text'].map((value) => [
    'parseObject',
    value,
    (given) => parseObject('field', given),
    'a JSON object',
  ]);
  const json: Case[] = ['{', '', 7, undefined].map((value) => [
    'parseJsonText',
    value,
    (given) => parseJsonText('field', given),
    'a ',
  ]);
  const text: Case[] = ['', 7, null, ['a']].map((value) => [
    'parseText',
    value,
    (given) => parseText('field', given),
    'a text',
  ]);
  // JavaScript reads the text 1 as January 2001, carries 30 February over into March, and a time without a
  // zone is that of the machine.
  const time: Case[] = [
    7,
    'noon',
    '',
    null,
    ['2026-11-21'],
    '1',
    '12/1/26',
    '2026-11-21',
    '2026-11-21T12:00:00',
    '2026-02-30T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T12:00:00Z ',
  ].map((value) => [
    'parseTime',
    value,
    (given) => parseTime('field', given),
    'an ISO 8601 date-time with a zone',
  ]);
  const userId: Case[] = [
    'alice',
    `x${USER_ID}`,
    `${USER_ID} `,
    [USER_ID],
    'AIDA',
    'AROACKCEVSQ6C2EXAMPLE',
  ].map((value) => [
    'parseUserId',
    value,
    (given) => parseUserId('field', given),
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
