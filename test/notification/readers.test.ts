import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { parseTrigger } from '../../notification/events/event.ts';
import type { Occurrence } from '../../notification/occurrence.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import { NAMES } from '../../product/names.ts';
import { KEY } from '../support/users.ts';
import {
  alarmEvent,
  COMPLIANCE_EVENT,
  DESTINATION_RECORD,
  EMPTY_REQUEST,
  FULL_REQUEST,
  RUNBOOK_EVENT,
  USER_ID,
} from './events.ts';

const HERE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', rolePath: '/' };

function read(event: unknown): Occurrence {
  const trigger = parseTrigger(event, HERE);
  if (trigger.kind === 'tell') return trigger.occurrence;
  throw new Error('Expected something to tell; received a digest');
}

/** An event with other fields in its detail. */
const withDetail = (event: { readonly detail: object }, detail: object) => ({
  ...event,
  detail: { ...event.detail, ...detail },
});

describe('what an event tells', () => {
  it('a request of the remediation function: everything that it says', () => {
    const { operation: _, ...said } = FULL_REQUEST;
    expect(read(FULL_REQUEST)).toEqual({ ...HERE, ...said, source: undefined, configRuleName: '' });
  });

  it.each(MESSAGE_EVENTS)('a request with nothing but the event %s and a user', (event) => {
    expect(read({ ...EMPTY_REQUEST, event })).toMatchObject({ event, userId: USER_ID, reason: '' });
  });

  it('a request about no user, if a run failed', () => {
    expect(read({ ...EMPTY_REQUEST, event: 'RunFailed', userId: '', userName: '' }).userId).toBe('');
  });

  it('a time in another form is one in UTC', () => {
    expect(read({ ...EMPTY_REQUEST, time: '2026-12-05T10:00:00+01:00' }).time).toBe(
      '2026-12-05T09:00:00.000Z',
    );
  });

  it.each<[string, object, Partial<Occurrence>]>([
    [
      'a user that became NON_COMPLIANT',
      COMPLIANCE_EVENT,
      {
        event: 'BecameNonCompliant',
        userId: USER_ID,
        userName: '',
        reason: FULL_REQUEST.reason,
        configRuleName: NAMES.configRule,
      },
    ],
    [
      'a user without an annotation, as custom rules may have it',
      withDetail(COMPLIANCE_EVENT, { newEvaluationResult: { complianceType: 'NON_COMPLIANT' } }),
      { event: 'BecameNonCompliant', reason: '' },
    ],
    [
      'an execution that failed',
      RUNBOOK_EVENT,
      { event: 'RunFailed', source: { kind: 'runbook', name: 'OneActiveKey-DeactivateSurplusAccessKeys' } },
    ],
    [
      'an execution that was cancelled',
      withDetail(RUNBOOK_EVENT, { Status: 'Cancelled' }),
      { reason: expect.stringContaining('Cancelled') },
    ],
    [
      'the alarm of a rule that has not run',
      alarmEvent('one-active-key-rule-not-run'),
      { event: 'RuleNotRun', source: { kind: 'alarm', name: 'one-active-key-rule-not-run' } },
    ],
    ['any other alarm', alarmEvent('one-active-key-rule-errors'), { event: 'RunFailed' }],
    [
      'an alarm without a description',
      withDetail(alarmEvent('one-active-key-rule-errors'), { configuration: {} }),
      { reason: expect.stringMatching(/^Threshold Crossed/) },
    ],
    [
      'a function that failed three times',
      DESTINATION_RECORD,
      {
        event: 'RunFailed',
        source: { kind: 'function', name: NAMES.ruleFunction },
        reason: 'RetriesExhausted. IncompleteRunError: Failed steps of the run: 1 (users listed: 12)',
      },
    ],
    [
      'an event that became too old, of which no function gave an answer',
      {
        ...DESTINATION_RECORD,
        requestContext: { ...DESTINATION_RECORD.requestContext, condition: 'EventAgeExceeded' },
        responseContext: undefined,
        responsePayload: undefined,
      },
      { reason: 'EventAgeExceeded' },
    ],
    [
      'a function that failed with a text',
      { ...DESTINATION_RECORD, responsePayload: 'broken' },
      { reason: 'RetriesExhausted' },
    ],
  ])('%s', (_title, event, expected) => {
    expect(read(event)).toMatchObject({ ...HERE, ...expected });
  });

  it('the hour of the digest', () => {
    expect(parseTrigger({ operation: 'Digest' }, HERE)).toEqual({ kind: 'digest' });
  });
});

describe('when it happened, and who started it', () => {
  const time = '2026-11-21T09:00:05.000Z';
  const ALARM = alarmEvent('one-active-key-rule-errors');

  it.each<[string, object, string]>([
    ['a change of compliance', COMPLIANCE_EVENT, ''],
    ['an alarm', ALARM, ''],
    ['a function that failed', DESTINATION_RECORD, ''],
    ['an execution that failed', RUNBOOK_EVENT, 'by arn:aws:sts::111122223333:assumed-role/operator/alice'],
    ['an execution that names nobody', withDetail(RUNBOOK_EVENT, { ExecutedBy: undefined }), ''],
    ['an execution that names no text', withDetail(RUNBOOK_EVENT, { ExecutedBy: ['alice'] }), ''],
    ['an execution that names an empty text', withDetail(RUNBOOK_EVENT, { ExecutedBy: '' }), ''],
  ])('%s', (_title, event, started) => {
    expect(read(event)).toMatchObject({ time, started });
  });

  it.each([
    undefined,
    null,
    1_795_165_205_000,
    '',
    'soon',
    'Nov 21, 2026 9:00:05 AM',
    '2026-02-30T09:00:00Z',
  ])('an event of the time %j is told without one', (given) => {
    for (const event of [COMPLIANCE_EVENT, ALARM, RUNBOOK_EVENT]) {
      expect(read({ ...event, time: given })).toMatchObject({ time: '' });
    }
    expect(read({ ...DESTINATION_RECORD, timestamp: given })).toMatchObject({ time: '' });
  });
});

describe('an event that nobody sends is refused', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'event: expected a JSON object'],
    ['a list', [], 'event: expected a JSON object'],
    ['an empty object', {}, 'event: expected {"operation":"Tell",…}'],
    ['an unknown operation', { operation: 'Send' }, 'event: expected {"operation":"Tell",…}'],
    ['an unknown event of EventBridge', { 'detail-type': 'constructor', detail: {} }, 'event: expected'],
    ['an unknown field', { ...FULL_REQUEST, subject: 'a' }, 'field: expected one of operation'],
    [
      'an unknown message',
      { ...FULL_REQUEST, event: 'Greeted' },
      'event: expected one of BecameNonCompliant',
    ],
    ['no user', { ...FULL_REQUEST, userId: '' }, 'userId: expected the unique id of an IAM user'],
    ['a name in place of an id', { ...FULL_REQUEST, userId: 'alice' }, 'userId: expected the unique id'],
    ['a missing field', { ...FULL_REQUEST, reason: undefined }, 'reason: expected a text'],
    ['no start', { ...FULL_REQUEST, started: undefined }, 'started: expected a text'],
    ['a number as the reason', { ...FULL_REQUEST, reason: 1 }, 'reason: expected a text'],
    ['one key in place of a list', { ...FULL_REQUEST, accessKeyIds: KEY.a }, 'accessKeyIds: expected a list'],
    ['a key that is none', { ...FULL_REQUEST, accessKeyIds: ['`x`'] }, 'accessKeyIds: expected the id'],
    ['an empty key', { ...FULL_REQUEST, accessKeyIds: [''] }, 'accessKeyIds: expected the id'],
    [
      'a kept key that is none',
      { ...FULL_REQUEST, keptAccessKeyId: 'x' },
      'keptAccessKeyId: expected the id',
    ],
    ['a time that is none', { ...FULL_REQUEST, time: 'soon' }, 'time: expected an ISO 8601 date-time'],
    [
      'a user that became COMPLIANT',
      withDetail(COMPLIANCE_EVENT, { newEvaluationResult: { complianceType: 'COMPLIANT' } }),
      'complianceType: expected NON_COMPLIANT',
    ],
    [
      'a resource that is no user',
      withDetail(COMPLIANCE_EVENT, { resourceId: 'AROAEXAMPLE' }),
      'resourceId: expected the unique id',
    ],
    ['a change without its detail', { ...COMPLIANCE_EVENT, detail: 'x' }, 'detail: expected a JSON object'],
    ['an execution without an id', withDetail(RUNBOOK_EVENT, { ExecutionId: '' }), 'ExecutionId: expected'],
    ['an alarm without a name', withDetail(alarmEvent('x'), { alarmName: null }), 'alarmName: expected'],
    [
      'a record without a function',
      { ...DESTINATION_RECORD, requestContext: { functionArn: '' } },
      'functionArn: expected a text',
    ],
  ])('%s', (_title, event, message) => {
    expect(() => parseTrigger(event, HERE)).toThrow(MalformedEventError);
    expect(() => parseTrigger(event, HERE)).toThrow(message);
  });
});
