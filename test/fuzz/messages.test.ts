import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { MalformedItemError } from '../../ledger/errors.ts';
import { digestItems } from '../../notification/digest/digest-items.ts';
import { parseTrigger } from '../../notification/events/event.ts';
import { messageText } from '../../notification/message-text.ts';
import type { Message } from '../../notification/occurrence.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import {
  alarmEvent,
  COMPLIANCE_EVENT,
  DESTINATION_RECORD,
  FULL_REQUEST,
  RUNBOOK_EVENT,
} from '../notification/events.ts';
import { forgedUndo } from '../support/forged-undo.ts';
import { assertLaw, nearlyValid } from '../support/fuzz.ts';

const HERE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', rolePath: '/' };
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
  'started',
  'configRuleName',
] as const;

describe('a nearly valid event of the notification function', () => {
  it('leads to something to tell with all its fields, or to a MalformedEventError', () =>
    assertLaw({
      inputs: fc.oneof(...EVENTS.map(nearlyValid)),
      read: (event) => parseTrigger(event, HERE),
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

/** What the function keeps of `FULL_REQUEST` for the digest. */
const { operation: _, ...SAID } = FULL_REQUEST;
const KEPT: Message = {
  ...SAID,
  ...HERE,
  source: undefined,
  configRuleName: '',
  owner: 'team-payments',
  ownerTag: 'Owner',
  unread: '',
};

const FORGED = forgedUndo(FULL_REQUEST.undo).map(([, undo]) => ({ ...KEPT, undo: undo.slice(0, 2_000) }));

/** The lines of a mail that have the command, wherever it stands. */
const undoLinesOf = (message: Message) =>
  messageText(message).match(/^.*start-automation-execution.*$/gm) ?? [];

describe('a nearly valid message that waits for the digest', () => {
  it('is told with our own command or without one, or leads to a MalformedItemError', () =>
    assertLaw({
      inputs: fc.oneof(nearlyValid(KEPT), fc.constantFrom(...FORGED).chain(nearlyValid)),
      read: (message) => {
        const waiting = { at: new Date(0), nonce: 'x', message: JSON.stringify(message) ?? '' };
        const { items, malformed } = digestItems([waiting], HERE);
        if (malformed[0]) throw malformed[0];
        return items.map((item) => item.message);
      },
      contract: ([message]) => {
        expect(message).toMatchObject(HERE);
        if (message) expectOurCommand(message);
      },
      errors: [MalformedItemError],
    }));
});

describe('a nearly valid request', () => {
  it('is told with our own command or without one', () =>
    assertLaw({
      inputs: nearlyValid(FULL_REQUEST),
      read: (event) => parseTrigger(event, HERE),
      contract: (trigger) => {
        const { owner, ownerTag, unread } = KEPT;
        if (trigger.kind === 'tell') expectOurCommand({ ...trigger.occurrence, owner, ownerTag, unread });
      },
      errors: [MalformedEventError],
    }));
});

function expectOurCommand(message: Message): void {
  const isOurs = message.undo === FULL_REQUEST.undo && isAboutOurKey(message);
  const expected = isOurs ? [`Undo: ${FULL_REQUEST.undo}`] : [];
  expect(undoLinesOf(message)).toEqual(expected);
}

const isAboutOurKey = ({ userId, accessKeyIds }: Message): boolean =>
  userId === FULL_REQUEST.userId && accessKeyIds.join() === FULL_REQUEST.accessKeyIds.join();
