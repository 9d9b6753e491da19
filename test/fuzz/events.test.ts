import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { InvalidParameterError } from '../../policy/errors.ts';
import { CLOUDTRAIL_EVENT, parseTrigger } from '../../reevaluation/event.ts';
import type { ApprovedPlan } from '../../remediation/approved-plan.ts';
import { parseRequest } from '../../remediation/parse-request.ts';
import { UnsupportedMessageTypeError } from '../../rule/errors.ts';
import { parseInvocation } from '../../rule/event.ts';
import { anEvent, changed, oversized, SCHEDULED } from '../support/events.ts';
import { assertLaw, nearlyValid, nearlyValidText } from '../support/fuzz.ts';
import { iamEvent } from '../support/iam-events.ts';
import { KEY } from '../support/users.ts';

const USER_ID = /^AIDA[A-Z0-9]{12,124}$/;

/** The contract of a request: a condition for each of its members. */
const CONDITIONS: Readonly<Record<string, (value: unknown) => boolean>> = {
  userId: (value) => USER_ID.test(String(value)),
  accessKeyId: (value) => /^AKIA[A-Z0-9]{12,124}$/.test(String(value)),
  automationExecutionId: (value) => /^[A-Za-z0-9-]{0,64}$/.test(String(value)),
  // The ARN is part of the undo command, which a person pastes into a shell.
  automationAssumeRole: (value) => /^[\w:/+=,.@-]*$/.test(String(value)),
  keepAccessKeyId: (value) => value === undefined || /^AKIA[A-Z0-9]{12,124}$/.test(String(value)),
  policy: (value) => typeof value === 'object',
  isAutomatic: (value) => typeof value === 'boolean',
  isDryRun: (value) => typeof value === 'boolean',
  force: (value) => typeof value === 'boolean',
  soakDays: (value) => isWhole(value, 1, 365),
  exemptForDays: (value) => isWhole(value, 0, 365),
  exemptionMaxDays: (value) => isWhole(value, 1, 365),
  approvedPlan: (value) => value === undefined || isApprovedPlan(value),
};

/** Two people have seen the plan, which ends up in messages. */
function isApprovedPlan(value: unknown): boolean {
  const { survivor, accessKeyIds, reason } = value as ApprovedPlan;
  const areIds = [survivor, ...accessKeyIds].every((id) => /^AKIA[A-Z0-9]{12,124}$/.test(id));
  return areIds && accessKeyIds.length > 0 && reason.length >= 1 && reason.length <= 256;
}

describe('a nearly valid event of Config', () => {
  const messages = fc
    .oneof(...[SCHEDULED, changed(), oversized()].map(nearlyValid))
    .map((each) => JSON.stringify(each));
  const inputs = fc
    .tuple(messages.chain(nearlyValidText), fc.oneof(fc.json(), fc.constant('{}')))
    .chain(([invokingEvent, ruleParameters]) => nearlyValid(anEvent({}, { invokingEvent, ruleParameters })));

  it('leads to an invocation with all its members, to a MalformedEventError or to an UnsupportedMessageTypeError', () =>
    assertLaw({
      inputs,
      read: parseInvocation,
      contract: ({ notification, ruleParameters, resultToken, configRuleName }) => {
        expect(Object.getPrototypeOf(ruleParameters)).toBe(Object.prototype);
        expect(resultToken.length).toBeGreaterThan(0);
        expect(configRuleName.length).toBeGreaterThan(0);
        expect(notification.notifiedAt.getTime()).not.toBeNaN();
        if (notification.kind === 'account') return;
        expect(notification.userId).toMatch(USER_ID);
        expect(typeof notification.isGone).toBe('boolean');
      },
      errors: [MalformedEventError, UnsupportedMessageTypeError],
    }));
});

describe('a nearly valid event of a runbook or of the daily schedule', () => {
  const common = {
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    automationExecutionId: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
  };
  const policy = {
    selectionStrategy: 'Oldest',
    rotationGraceHours: '24',
    protectUsedWithinDays: '0',
    exemptionMaxDays: '365',
  };
  const automationAssumeRole = 'arn:aws:iam::111122223333:role/one-active-key-automation';
  const inputs = fc.oneof(
    nearlyValid({
      operation: 'Deactivate',
      ...common,
      ...policy,
      keepAccessKeyId: KEY.a,
      dryRun: 'true',
      automatic: 'true',
      automationAssumeRole,
    }),
    nearlyValid({
      operation: 'Deactivate',
      ...common,
      ...policy,
      approvedKeptAccessKeyId: KEY.a,
      approvedAccessKeyIds: `${KEY.b}, ${KEY.c}`,
      approvedReason: `2 active access keys. Keep ${KEY.a}.`,
    }),
    nearlyValid({
      operation: 'Reactivate',
      ...common,
      accessKeyId: KEY.a,
      exemptForDays: '7',
      force: 'true',
    }),
    nearlyValid({ operation: 'DeleteDeactivated', ...common, soakDays: '14', dryRun: 'false' }),
    nearlyValid({ operation: 'DailyPass', soakDays: '30', remediation: 'Automatic' }),
    nearlyValid({ operation: 'DailyPass' }),
  );

  it('leads to a request within its bounds, to a MalformedEventError or to an InvalidParameterError', () =>
    assertLaw({
      inputs,
      read: parseRequest,
      contract: (request) => {
        const { operation, ...members } = request;
        for (const [name, value] of Object.entries(members)) {
          // A daily pass without a soak deletes nothing.
          const isPassWithoutDeletions =
            operation === 'DailyPass' && name === 'soakDays' && value === undefined;
          expect(isPassWithoutDeletions || CONDITIONS[name]?.(value), name).toBe(true);
        }
      },
      errors: [MalformedEventError, InvalidParameterError],
    }));
});

/** The parts of a touch become a key of an item, and its texts end up in messages. */
const TOUCH = {
  key: expect.stringMatching(/^AKIA[A-Z0-9]{12,124}$/),
  at: expect.toSatisfy((at: Date) => Number.isFinite(at.getTime())),
  eventId: expect.stringMatching(/^[\w-]{1,64}$/),
  by: expect.toSatisfy((by: string) => by.length <= 2_048),
  isOurs: expect.any(Boolean),
};
const CHANGE = {
  kind: 'change',
  eventName: expect.any(String),
  // The names become keys of items: `*` stands for a user that the event does not tell, and `!` for one that
  // was deleted.
  changedUsers: expect.toSatisfy((names: readonly string[]) =>
    names.every((name) => /^([\w+=,.@-]{1,64}|[*!])$/.test(name)),
  ),
};

describe('a nearly valid event of EventBridge or its Scheduler', () => {
  const tags = { tags: [{ key: 'one-active-key:keep', value: 'x' }] };
  const inputs = fc.oneof(
    nearlyValid(iamEvent('CreateAccessKey')),
    nearlyValid(iamEvent('UpdateAccessKey', { userName: 'alice', accessKeyId: KEY.a, status: 'Active' })),
    nearlyValid(iamEvent('UpdateUser', { userName: 'alice', newUserName: 'bob' })),
    nearlyValid(iamEvent('DeleteUser')),
    nearlyValid(iamEvent('TagUser', tags)),
    nearlyValid(iamEvent('UntagUser', { tagKeys: ['team', 'HIDDEN_DUE_TO_SECURITY_REASONS'] })),
    nearlyValid({ operation: 'StartEvaluations', postponements: 3 }),
    nearlyValid({
      'detail-type': CLOUDTRAIL_EVENT,
      detail: { eventName: 'TagUser', requestParameters: tags },
    }),
  );

  it('leads to a change, to a due evaluation or to a MalformedEventError', () =>
    assertLaw({
      inputs,
      read: parseTrigger,
      contract: (trigger) => {
        if (trigger.kind === 'due') expect(typeof trigger.postponements).toBe('number');
        else expect(trigger).toMatchObject(CHANGE);
        if (trigger.kind === 'change' && trigger.touch) expect(trigger.touch).toEqual(TOUCH);
      },
      errors: [MalformedEventError],
    }));
});

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
