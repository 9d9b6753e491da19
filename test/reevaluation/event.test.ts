import { describe, expect, it } from 'vitest';
import { KEY_CALLS, parseTrigger } from '../../reevaluation/event.ts';
import { iamEvent } from '../support/iam-events.ts';

const tagged = (...keys: string[]) => ({ userName: 'alice', tags: keys.map((key) => ({ key, value: 'x' })) });
const untagged = (...tagKeys: string[]) => ({ userName: 'alice', tagKeys });

describe('a call that may change a verdict', () => {
  it.each(KEY_CALLS)('%s', (eventName) => {
    expect(parseTrigger(iamEvent(eventName))).toEqual({
      kind: 'change',
      eventName,
      changedUsers: ['alice'],
      touch: undefined,
    });
  });

  it.each([
    ['TagUser', tagged('one-active-key:keep')],
    ['TagUser', tagged('one-active-key:exempt-until', 'one-active-key:exempt-reason')],
    ['TagUser', tagged('team', 'one-active-key:keep')],
    ['TagUser', tagged('One-Active-Key:Keep')],
    ['TagUser', tagged('HIDDEN_DUE_TO_SECURITY_REASONS')],
    ['UntagUser', untagged('one-active-key:exempt-until')],
    ['UntagUser', untagged('one-active-key:exempt-reason')],
    ['TagUser', tagged('one-active-key:exempt-owner')],
  ])('%s names a tag of the owner: %j', (eventName, parameters) => {
    expect(parseTrigger(iamEvent(eventName, parameters))).toMatchObject({ changedUsers: ['alice'] });
  });

  it.each([
    {},
    { tags: [] },
    { tags: 'team' },
    { tags: ['team'] },
    { tags: [null] },
    { tags: [{ Key: 'team', Value: 'a' }] },
    { tagKeys: [{ key: 'team' }] },
    { tagKeys: ['team', 7] },
  ])('TagUser names tags that cannot be read: %j', (parameters) => {
    const given = { userName: 'alice', ...parameters };
    expect(parseTrigger(iamEvent('TagUser', given))).toMatchObject({ changedUsers: ['alice'] });
  });
});

describe('a call that changes keys, whatever tags it names', () => {
  it.each([tagged('team'), untagged('team')])('CreateAccessKey names %j', (parameters) => {
    expect(parseTrigger(iamEvent('CreateAccessKey', parameters))).toMatchObject({ changedUsers: ['alice'] });
  });
});

describe('a call that changes no verdict', () => {
  it.each([
    ['TagUser', tagged('team')],
    ['TagUser', tagged('one-active-key:run/8f3c')],
    ['UntagUser', untagged('one-active-key:run/8f3c', 'team')],
    ['TagUser', tagged('one-active-key:deactivated/AKIAIOSFODNN7EXAMPLE')],
    ['TagUser', tagged('one-active-key:keeper')],
    ['TagUser', tagged('one-active-\u212aey:keep')],
  ])('%s names only other tags: %j', (eventName, parameters) => {
    expect(parseTrigger(iamEvent(eventName, parameters))).toEqual({
      kind: 'change',
      eventName,
      changedUsers: [],
      touch: undefined,
    });
  });
});

describe('an event of EventBridge Scheduler', () => {
  it.each([0, 29])('says that an evaluation is due, after %d postponements', (postponements) => {
    const event = { operation: 'StartEvaluations', postponements };
    expect(parseTrigger(event)).toEqual({ kind: 'due', postponements });
  });
});

describe('any other event is refused with the expected and the received value', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['text', '"text"'],
    [{}, '{}'],
    [{ operation: 'StartEvaluations' }, '{"operation":"StartEvaluations"}'],
    [{ operation: 'StartDeletions', postponements: 0 }, '"operation":"StartDeletions"'],
    [{ operation: 'StartEvaluations', postponements: '1' }, '"postponements":"1"'],
    [{ operation: 'StartEvaluations', postponements: -5 }, '"postponements":-5'],
    [{ operation: 'StartEvaluations', postponements: 1.5 }, '"postponements":1.5'],
    [{ operation: 'StartEvaluations', postponements: Number.NaN }, '"postponements":null'],
    [{ 'detail-type': 'Scheduled Event', detail: {} }, 'Scheduled Event'],
    [{ 'detail-type': 'AWS API Call via CloudTrail', detail: { eventName: 7 } }, '"eventName":7'],
    [{ detail: { eventName: 'CreateAccessKey' } }, '"eventName":"CreateAccessKey"'],
  ])('%j', (event, received) => {
    expect(() => parseTrigger(event)).toThrow(
      'event: expected an event "AWS API Call via CloudTrail" or {"operation":"StartEvaluations","postponements":0}',
    );
    expect(() => parseTrigger(event)).toThrow(received);
  });
});
