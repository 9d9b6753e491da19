import { describe, expect, it } from 'vitest';
import {
  InvalidParameterError,
  MalformedEventError,
  UnsupportedMessageTypeError,
} from '../../rule/errors.ts';
import { readInvocation } from '../../rule/event.ts';
import { createRuleHandler } from '../../rule/handler.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { NAMES } from '../../sandbox/deployment.ts';
import { addUser, dashboard, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

const SCHEDULED = {
  messageType: 'ScheduledNotification',
  awsAccountId: '111122223333',
  notificationCreationTime: '2026-11-21T12:00:00.000Z',
  recordVersion: '1.0',
};

const ITEM = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAILEDWOGIPJFAKOJKW',
  resourceName: 'alice',
  configurationItemStatus: 'OK',
  configurationItemCaptureTime: '2026-11-21T11:00:00.000Z',
};

/** A perfect event: break one thing at a time. */
const anEvent = (message: object = SCHEDULED, overrides: object = {}) => ({
  version: '1.0',
  invokingEvent: JSON.stringify(message),
  ruleParameters: '{}',
  resultToken: 'a-token',
  eventLeftScope: false,
  executionRoleArn:
    'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
  configRuleArn: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef',
  configRuleName: 'iam-user-one-active-access-key',
  configRuleId: 'config-rule-abcdef',
  accountId: '111122223333',
  ...overrides,
});

const changed = (item: object = {}) => ({
  messageType: 'ConfigurationItemChangeNotification',
  configurationItem: { ...ITEM, ...item },
});

const oversized = (item: object = {}) => ({
  messageType: 'OversizedConfigurationItemChangeNotification',
  configurationItemSummary: { ...ITEM, resourceName: null, ...item },
});

describe('what Config sends', () => {
  it('a scheduled notification → all users, at its creation time', () => {
    expect(readInvocation(anEvent())).toEqual({
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
      'a change of a discovered user',
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
    ['an oversized change, without a name', oversized(), {}, { ...user, isGone: false }],
    [
      'an oversized deletion',
      oversized({ configurationItemStatus: 'ResourceDeleted' }),
      {},
      { ...user, isGone: true },
    ],
  ];
  it.each(cases)('%s → one user', (_title, message, overrides, notification) => {
    expect(readInvocation(anEvent(message, overrides)).notification).toEqual(notification);
  });

  it.each([undefined, null, ''])('ruleParameters %j → none', (ruleParameters) => {
    expect(readInvocation(anEvent(SCHEDULED, { ruleParameters })).ruleParameters).toEqual({});
  });
});

describe('what Config never sends', () => {
  const malformed: [string, unknown, string][] = [
    ['no event', undefined, 'event: expected a JSON object; received nothing'],
    ['null', null, 'event: expected a JSON object; received null'],
    ['a text', 'event', 'event: expected a JSON object; received "event"'],
    ['a list', [], 'event: expected a JSON object; received []'],
    ['an empty event', {}, 'invokingEvent: expected a text; received nothing'],
    [
      'an invokingEvent that is no JSON',
      anEvent(SCHEDULED, { invokingEvent: '{"messageType":' }),
      'invokingEvent: expected a JSON object as a string; received "{\\"messageType\\":"',
    ],
    [
      'an invokingEvent that is no string',
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
      'notificationCreationTime: expected an ISO 8601 date-time; received nothing',
    ],
    [
      'an odd notification time',
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
      'ruleParameters that are no JSON',
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
      'a role',
      anEvent(changed({ resourceType: 'AWS::IAM::Role', resourceId: 'AROACLKWSDQRAOEXAMPLE' })),
      'resourceType: expected AWS::IAM::User; received "AWS::IAM::Role"',
    ],
    [
      'the id of a group',
      anEvent(changed({ resourceId: 'AGPACLKWSDQRAOEXAMPLE' })),
      'resourceId: expected the unique id of an IAM user, AIDA…',
    ],
    [
      'a user name for an id',
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
      'configurationItemCaptureTime: expected an ISO 8601 date-time; received null',
    ],
  ];
  for (const [title, event, message] of malformed) {
    it(`${title} → MalformedEventError`, () => {
      expect(() => readInvocation(event)).toThrow(MalformedEventError);
      expect(() => readInvocation(event)).toThrow(message);
    });
  }

  it.each(['ConfigurationSnapshotDeliveryCompleted', 'ScheduledNotification ', '', null, 7])(
    'message type %j → UnsupportedMessageTypeError',
    (messageType) => {
      expect(() => readInvocation(anEvent({ messageType }))).toThrow(UnsupportedMessageTypeError);
      expect(() => readInvocation(anEvent({ messageType }))).toThrow(
        'expected ScheduledNotification, ConfigurationItemChangeNotification or OversizedConfigurationItemChangeNotification; received',
      );
      expect(() => readInvocation(anEvent({ messageType }))).toThrow(
        `received ${JSON.stringify(messageType)}. Give the rule`,
      );
    },
  );

  it('keeps the cause of what is no JSON', () => {
    const read = () => readInvocation(anEvent(SCHEDULED, { invokingEvent: '{' }));
    expect(read).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }));
  });

  it('a long value is shown in part', () => {
    const read = () => readInvocation(anEvent(SCHEDULED, { ruleParameters: 'x'.repeat(5_000) }));
    expect(read).toThrow(/x{199}… \(5002 characters\)$/);
  });
});

function handlerIn(account: ReturnType<typeof createSandboxAccount>) {
  const { clock } = account;
  return createRuleHandler({
    ...account.connect({ principal: 'rule' }),
    now: clock.now,
    deadlineIn: clock.deadlineIn,
    log: () => {},
  });
}

const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

describe('an event that cannot be read', () => {
  const events: [string, unknown, typeof Error][] = [
    ['malformed', {}, MalformedEventError as typeof Error],
    ['of an unknown type', anEvent({ messageType: 'Hello' }), UnsupportedMessageTypeError as typeof Error],
    [
      'with an unknown parameter',
      anEvent(SCHEDULED, { ruleParameters: '{"maxActiveKeys":"1"}' }),
      InvalidParameterError as typeof Error,
    ],
    [
      'with an odd parameter',
      anEvent(SCHEDULED, { ruleParameters: '{"protectUsedWithinDays":"seven"}' }),
      InvalidParameterError as typeof Error,
    ],
  ];
  it.each(events)('%s → its typed error, and not one call', async (_title, event, type) => {
    const account = createSandboxAccount({ startAt: NOW });
    await expect(handlerIn(account)(event, CONTEXT)).rejects.toThrow(type);
    expect(account.calls).toEqual([]);
  });
});

describe('TESTMODE', () => {
  it('sets TestMode and leaves no result', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    const event = anEvent(SCHEDULED, { resultToken: 'TESTMODE' });
    await handlerIn(account)(event, CONTEXT);
    const puts = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
    expect(puts).toMatchObject([{ input: { TestMode: true, ResultToken: 'TESTMODE' }, outcome: 'ok' }]);
    expect(dashboard(account)).toEqual({});
  });
});

describe('a change of one user', () => {
  /** Sends the event as Config would, with a token that the account knows. */
  async function send(account: ReturnType<typeof deployed>['account'], event: object) {
    let token = '';
    account.functions.register('token-thief', async (scheduled) => {
      token = (scheduled as { resultToken: string }).resultToken;
    });
    const sourceIdentifier = 'arn:aws:lambda:us-east-1:111122223333:function:token-thief';
    account.configRules.put({ configRuleName: NAMES.configRule, sourceIdentifier });
    await account.configRules.evaluate(NAMES.configRule);
    return handlerIn(account)({ ...event, resultToken: token }, CONTEXT);
  }

  it.each([
    ['changed', changed],
    ['oversized', oversized],
  ] as const)(
    '%s: that user alone is read and reported, ordered by the capture time',
    async (_title, message) => {
      const { account } = deployed();
      const alice = addUser(account, 'alice', 2);
      addUser(account, 'bob', 2);
      await send(account, anEvent(message({ resourceId: alice.userId })));
      expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
      const [result] = account.configRules.results(NAMES.configRule);
      expect(result?.orderingTimestamp).toEqual(new Date('2026-11-21T11:00:00Z'));
      expect(account.calls.map(({ operation }) => operation)).not.toContain(
        'GetComplianceDetailsByConfigRule',
      );
    },
  );

  it.each([
    ['deleted', { configurationItemStatus: 'ResourceDeleted' }, {}],
    ['out of scope', {}, { eventLeftScope: true }],
  ] as const)('%s → NOT_APPLICABLE, without a look at IAM', async (_title, item, overrides) => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    await send(account, anEvent(changed({ ...item, resourceId: alice.userId }), overrides));
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
    expect(account.calls.map(({ service }) => service)).not.toContain('iam');
  });

  it('gone since → NOT_APPLICABLE', async () => {
    const { account } = deployed();
    const line = await send(account, anEvent(changed()));
    expect(dashboard(account)).toEqual({ [ITEM.resourceId]: 'NOT_APPLICABLE' });
    expect(line).toMatchObject({ users: 0, NOT_APPLICABLE: 1 });
  });

  it('renamed since → found by its id', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    account.people.renameUser('alice', 'alice.smith');
    await send(account, anEvent(changed({ resourceId: alice.userId })));
    expect(dashboard(account)).toEqual({ 'alice.smith': 'NON_COMPLIANT' });
  });

  it('that cannot be read → no result, and the run fails', async () => {
    const { account } = deployed();
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    await expect(send(account, anEvent(changed()))).rejects.toThrow(`${ITEM.resourceId}: AccessDenied`);
    expect(dashboard(account)).toEqual({});
  });
});
