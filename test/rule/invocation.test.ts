import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { InvalidParameterError } from '../../policy/errors.ts';
import { NAMES } from '../../product/names.ts';
import { UnsupportedMessageTypeError } from '../../rule/errors.ts';
import { createRuleHandler } from '../../rule/handler.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { anEvent, changed, ITEM, oversized, SCHEDULED } from '../support/events.ts';
import { addUser, dashboard, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

function handlerIn(account: ReturnType<typeof createSandboxAccount>) {
  const { clock } = account;
  return createRuleHandler({
    isWatching: false,
    ...account.connect({ principal: 'rule' }),
    notes: undefined,
    now: clock.now,
    deadlineIn: clock.deadlineIn,
    log: () => {},
  });
}

const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

describe('an event that cannot be read', () => {
  const events: [string, unknown, typeof Error][] = [
    ['an empty object', {}, MalformedEventError as typeof Error],
    ['an unknown type', anEvent({ messageType: 'Hello' }), UnsupportedMessageTypeError as typeof Error],
    [
      'an unknown parameter',
      anEvent(SCHEDULED, { ruleParameters: '{"maxActiveKeys":"1"}' }),
      InvalidParameterError as typeof Error,
    ],
    [
      'an invalid parameter',
      anEvent(SCHEDULED, { ruleParameters: '{"protectUsedWithinDays":"seven"}' }),
      InvalidParameterError as typeof Error,
    ],
  ];
  it.each(events)('%s → its typed error, and no call', async (_title, event, type) => {
    const account = createSandboxAccount({ startAt: NOW });
    await expect(handlerIn(account)(event, CONTEXT)).rejects.toThrow(type);
    expect(account.calls).toEqual([]);
  });
});

describe('an invocation in test mode', () => {
  it('sets TestMode in PutEvaluations, so that no result changes', async () => {
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
  /**
   * Invokes the rule with an event as Config does; a function that only reads its event supplies a valid
   * token.
   */
  async function send(account: ReturnType<typeof deployed>['account'], event: object) {
    let token = '';
    account.functions.register('read-token', async (scheduled) => {
      token = (scheduled as { resultToken: string }).resultToken;
    });
    const sourceIdentifier = 'arn:aws:lambda:us-east-1:111122223333:function:read-token';
    account.configRules.put({ configRuleName: NAMES.configRule, sourceIdentifier });
    await account.configRules.evaluate(NAMES.configRule);
    return handlerIn(account)({ ...event, resultToken: token }, CONTEXT);
  }

  it.each([
    ['changed', changed],
    ['oversized', oversized],
  ] as const)(
    '%s → only this user is read and reported, with the capture time as ordering timestamp',
    async (_title, message) => {
      const { account } = deployed();
      const alice = addUser(account, 'alice', 2);
      addUser(account, 'bob', 2);
      const line = await send(account, anEvent(message({ resourceId: alice.userId })));
      expect(line).toMatchObject({ users: 1, NON_COMPLIANT: 1 });
      expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
      const [result] = account.configRules.results(NAMES.configRule);
      expect(result?.orderingTimestamp).toEqual(new Date('2026-11-21T11:00:00Z'));
      // Whatever the parameter `reporting` says, results that AWS Config holds are not read; one listing
      // finds the user.
      expect(account.calls.map(({ operation }) => operation)).toEqual([
        'ListUsers',
        'ListAccessKeys',
        'GetUser',
        'GetAccessKeyLastUsed',
        'GetAccessKeyLastUsed',
        'PutEvaluations',
      ]);
    },
  );

  it.each([
    ['deleted', { configurationItemStatus: 'ResourceDeleted' }, {}],
    ['out of scope', {}, { eventLeftScope: true }],
  ] as const)('%s → NOT_APPLICABLE, without a call of IAM', async (_title, item, overrides) => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    await send(account, anEvent(changed({ ...item, resourceId: alice.userId }), overrides));
    expect(dashboard(account)).toEqual({ alice: 'NOT_APPLICABLE' });
    expect(account.calls.map(({ service }) => service)).not.toContain('iam');
  });

  it('the user was deleted after it → NOT_APPLICABLE', async () => {
    const { account } = deployed();
    const line = await send(account, anEvent(changed()));
    expect(dashboard(account)).toEqual({ [ITEM.resourceId]: 'NOT_APPLICABLE' });
    expect(line).toMatchObject({ users: 0, NOT_APPLICABLE: 1 });
    expect(account.calls.map(({ operation }) => operation)).toEqual([
      'ListUsers',
      'ListUsers',
      'PutEvaluations',
    ]);
  });

  it('the user was renamed after it → the user is found by its id', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    account.backdoor.renameUser('alice', 'alice.smith');
    await send(account, anEvent(changed({ resourceId: alice.userId })));
    expect(dashboard(account)).toEqual({ 'alice.smith': 'NON_COMPLIANT' });
  });

  it('the user is renamed between the listing and the reading → the user is found by its id', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    const removeFault = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      removeFault();
      account.backdoor.renameUser('alice', 'alice.smith');
      return undefined;
    });
    await send(account, anEvent(changed({ resourceId: alice.userId })));
    expect(dashboard(account)).toEqual({ 'alice.smith': 'NON_COMPLIANT' });
  });

  it('the user cannot be read → no result, and the run fails', async () => {
    const { account } = deployed();
    account.faults.add(({ operation }) => (operation === 'ListUsers' ? { kind: 'deny' } : undefined));
    await expect(send(account, anEvent(changed()))).rejects.toThrow(`${ITEM.resourceId}: AccessDenied`);
    expect(dashboard(account)).toEqual({});
  });
});
