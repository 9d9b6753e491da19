import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { readTrigger } from '../../notification/events/event.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import {
  alarmEvent,
  COMPLIANCE_EVENT,
  DESTINATION_RECORD,
  FULL_REQUEST,
  RUNBOOK_EVENT,
} from '../notification/events.ts';
import { assertLaw, nearlyValid } from '../support/fuzz.ts';

const HERE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
const EVENTS = [
  FULL_REQUEST,
  COMPLIANCE_EVENT,
  RUNBOOK_EVENT,
  alarmEvent('one-active-key-rule-errors'),
  DESTINATION_RECORD,
];

const TEXTS = [
  'userName',
  'keptAccessKeyId',
  'reason',
  'undo',
  'automationExecutionId',
  'configRuleName',
] as const;

describe('a nearly valid event of the notification function', () => {
  it('leads to something to tell with all its fields, or to a MalformedEventError', () =>
    assertLaw({
      inputs: fc.oneof(...EVENTS.map(nearlyValid)),
      parse: (event) => readTrigger(event, HERE),
      contract: (trigger) => {
        if (trigger.kind === 'digest') return;
        const { occurrence } = trigger;
        expect(MESSAGE_EVENTS).toContain(occurrence.event);
        expect(occurrence).toMatchObject(HERE);
        expect(occurrence.userId).toMatch(/^(AIDA[A-Z0-9]{12,124})?$/);
        for (const name of TEXTS) expect(typeof occurrence[name]).toBe('string');
        for (const key of occurrence.accessKeyIds) expect(key).toMatch(/^AKIA[A-Z0-9]{12,124}$/);
        expect(occurrence.time).toMatch(/^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/);
        expect(JSON.stringify(occurrence)).not.toContain('SECRET-TOKEN');
      },
      errors: [MalformedEventError],
    }));
});
