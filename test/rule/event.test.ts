import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { UnsupportedMessageTypeError } from '../../rule/errors.ts';
import { parseInvocation } from '../../rule/event.ts';
import { anEvent, changed, ITEM, oversized, SCHEDULED } from '../support/events.ts';
import { NOW } from '../support/users.ts';

describe('an event of Config', () => {
  it('a scheduled notification → all users, at its creation time', () => {
    expect(parseInvocation(anEvent())).toEqual({
      notification: { kind: 'account', notifiedAt: NOW },
      ruleParameters: {},
      resultToken: 'a-token',
      configRuleName: 'iam-user-one-active-access-key',
    });
  });

  const user = { kind: 'user', notifiedAt: new Date('2026-11-21T11:00:00Z'), userId: ITEM.resourceId };
  const cases: [string, object, object, object][] = [
    ['a change', changed(), {}, { ...user, isGone: false }],
    [
      'a change with the status ResourceDiscovered',
      changed({ configurationItemStatus: 'ResourceDiscovered' }),
      {},
      { ...user, isGone: false },
    ],
    ['a deletion', changed({ configurationItemStatus: 'ResourceDeleted' }), {}, { ...user, isGone: true }],
    [
      'a deletion that is not recorded',
      changed({ configurationItemStatus: 'ResourceDeletedNotRecorded' }),
      {},
      { ...user, isGone: true },
    ],
    ['a change out of scope', changed(), { eventLeftScope: true }, { ...user, isGone: true }],
    ['a change out of scope, as a text', changed(), { eventLeftScope: 'true' }, { ...user, isGone: true }],
    [
      'a change within the scope, as a text',
      changed(),
      { eventLeftScope: 'false' },
      { ...user, isGone: false },
    ],
    ['an oversized change, which has no user name', oversized(), {}, { ...user, isGone: false }],
    [
      'an oversized deletion',
      oversized({ configurationItemStatus: 'ResourceDeleted' }),
      {},
      { ...user, isGone: true },
    ],
  ];
  it.each(cases)('%s → one user', (_title, message, overrides, notification) => {
    expect(parseInvocation(anEvent(message, overrides)).notification).toEqual(notification);
  });

  it.each([undefined, null, ''])('ruleParameters %j → none', (ruleParameters) => {
    expect(parseInvocation(anEvent(SCHEDULED, { ruleParameters })).ruleParameters).toEqual({});
  });
});

describe('an event that Config does not send', () => {
  const malformed: [string, unknown, string][] = [
    ['no event', undefined, 'event: expected a JSON object; received nothing'],
    ['null', null, 'event: expected a JSON object; received null'],
    ['a text', 'event', 'event: expected a JSON object; received "event"'],
    ['a list', [], 'event: expected a JSON object; received []'],
    ['an empty event', {}, 'invokingEvent: expected a text; received nothing'],
    [
      'an eventLeftScope that is neither true nor false',
      anEvent(changed(), { eventLeftScope: 'yes' }),
      'eventLeftScope: expected true or false; received "yes"',
    ],
    [
      'an invokingEvent that is not JSON',
      anEvent(SCHEDULED, { invokingEvent: '{"messageType":' }),
      'invokingEvent: expected a JSON object as a string; received "{\\"messageType\\":"',
    ],
    [
      'an invokingEvent that is not a string',
      anEvent(SCHEDULED, { invokingEvent: SCHEDULED }),
      'invokingEvent: expected a text',
    ],
    [
      'an invokingEvent that is a JSON list',
      anEvent(SCHEDULED, { invokingEvent: '[]' }),
      'invokingEvent: expected a JSON object; received []',
    ],
    [
      'no notification time',
      anEvent({ messageType: 'ScheduledNotification' }),
      'notificationCreationTime: expected an ISO 8601 date-time with a zone; received nothing',
    ],
    [
      'an invalid notification time',
      anEvent({ ...SCHEDULED, notificationCreationTime: 'noon' }),
      'received "noon"',
    ],
    [
      'no result token',
      anEvent(SCHEDULED, { resultToken: undefined }),
      'resultToken: expected a text; received nothing',
    ],
    [
      'an empty result token',
      anEvent(SCHEDULED, { resultToken: '' }),
      'resultToken: expected a text; received ""',
    ],
    ['no rule name', anEvent(SCHEDULED, { configRuleName: undefined }), 'configRuleName: expected a text'],
    [
      'ruleParameters that are not JSON',
      anEvent(SCHEDULED, { ruleParameters: 'x' }),
      'ruleParameters: expected a JSON object as a string; received "x"',
    ],
    [
      'ruleParameters that are a list',
      anEvent(SCHEDULED, { ruleParameters: '[]' }),
      'ruleParameters: expected a JSON object; received []',
    ],
    [
      'a change without an item',
      anEvent({ messageType: 'ConfigurationItemChangeNotification' }),
      'configurationItem: expected a JSON object; received nothing',
    ],
    [
      'an oversized change without a summary',
      anEvent({ messageType: 'OversizedConfigurationItemChangeNotification' }),
      'configurationItemSummary: expected a JSON object',
    ],
    [
      'a change of a role',
      anEvent(changed({ resourceType: 'AWS::IAM::Role', resourceId: 'AROACLKWSDQRAOEXAMPLE' })),
      'resourceType: expected AWS::IAM::User; received "AWS::IAM::Role"',
    ],
    [
      'the id of a group',
      anEvent(changed({ resourceId: 'AGPACLKWSDQRAOEXAMPLE' })),
      'resourceId: expected the unique id of an IAM user, AIDA…',
    ],
    [
      'a user name in place of an id',
      anEvent(changed({ resourceId: 'alice' })),
      'aws iam get-user --user-name NAME --query User.UserId shows it); received "alice"',
    ],
    [
      'no status',
      anEvent(changed({ configurationItemStatus: undefined })),
      'configurationItemStatus: expected a text',
    ],
    [
      'no capture time',
      anEvent(changed({ configurationItemCaptureTime: null })),
      'configurationItemCaptureTime: expected an ISO 8601 date-time with a zone; received null',
    ],
  ];
  for (const [title, event, message] of malformed) {
    it(`${title} → MalformedEventError`, () => {
      expect(() => parseInvocation(event)).toThrow(MalformedEventError);
      expect(() => parseInvocation(event)).toThrow(message);
    });
  }

  it.each(['ConfigurationSnapshotDeliveryCompleted', 'ScheduledNotification ', '', null, 7])(
    'message type %j → UnsupportedMessageTypeError',
    (messageType) => {
      expect(() => parseInvocation(anEvent({ messageType }))).toThrow(UnsupportedMessageTypeError);
      expect(() => parseInvocation(anEvent({ messageType }))).toThrow(
        'expected ScheduledNotification, ConfigurationItemChangeNotification or OversizedConfigurationItemChangeNotification; received',
      );
      expect(() => parseInvocation(anEvent({ messageType }))).toThrow(
        `received ${JSON.stringify(messageType)}. Configure the rule`,
      );
    },
  );

  it('the error for invalid JSON has the error of the parser as its cause', () => {
    const read = () => parseInvocation(anEvent(SCHEDULED, { invokingEvent: '{' }));
    expect(read).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }));
  });

  it('the message of the error contains only the beginning of a long value', () => {
    const read = () => parseInvocation(anEvent(SCHEDULED, { ruleParameters: 'x'.repeat(5_000) }));
    expect(read).toThrow(/x{199}… \(5002 characters\)$/);
  });
});
