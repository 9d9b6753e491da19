import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { InvalidParameterError } from '../../policy/errors.ts';
import { CLOUDTRAIL_EVENT, readTrigger } from '../../reevaluation/event.ts';
import { readRequest } from '../../remediation/request.ts';
import { UnsupportedMessageTypeError } from '../../rule/errors.ts';
import { readInvocation } from '../../rule/event.ts';
import { anEvent, changed, oversized, SCHEDULED } from '../support/events.ts';
import { nearly, nearlyText, obeys } from '../support/fuzz.ts';
import { iamEvent } from '../support/iam-events.ts';

const USER_ID = /^AIDA[A-Z0-9]{12,124}$/;

/** The contract of a request: what each of its members may be. */
const IS_RIGHT: Readonly<Record<string, (value: unknown) => boolean>> = {
  operation: (value) => typeof value === 'string',
  userId: (value) => USER_ID.test(String(value)),
  accessKeyId: (value) => /^AKIA[A-Z0-9]{12,124}$/.test(String(value)),
  automationExecutionId: (value) => /^[A-Za-z0-9-]{0,64}$/.test(String(value)),
  // It goes into a command that people paste.
  automationAssumeRole: (value) => /^[\w:/+=,.@-]*$/.test(String(value)),
  policy: (value) => typeof value === 'object',
  isDryRun: (value) => typeof value === 'boolean',
  soakDays: (value) => isWhole(value, 1, 365),
  exemptForDays: (value) => isWhole(value, 0, 365),
  exemptionMaxDays: (value) => isWhole(value, 1, 365),
};

/** A list in a list in a list …: JSON.parse reads it, and JSON.stringify, which messages show values by, cannot. */
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

describe('what Config sends, nearly', () => {
  const messages = fc
    .oneof(...[SCHEDULED, changed(), oversized()].map(nearly))
    .map((each) => JSON.stringify(each));
  const inputs = fc
    .tuple(messages.chain(nearlyText), fc.oneof(fc.json(), fc.constant('{}')))
    .chain(([invokingEvent, ruleParameters]) => nearly(anEvent({}, { invokingEvent, ruleParameters })));

  it('is an invocation with all its members, or a MalformedEventError or UnsupportedMessageTypeError', () =>
    obeys({
      inputs,
      parse: readInvocation,
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

describe('what the runbooks and the schedule send, nearly', () => {
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
    nearly({ operation: 'Deactivate', ...common, ...policy, dryRun: 'true', automationAssumeRole }),
    nearly({ operation: 'Reactivate', ...common, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', exemptForDays: '7' }),
    nearly({ operation: 'DeleteDeactivated', ...common, soakDays: '14', dryRun: 'false' }),
    nearly({ operation: 'StartDeletions', soakDays: '30' }),
  );

  it('is a request within its bounds, or a MalformedEventError or InvalidParameterError', () =>
    obeys({
      inputs,
      parse: readRequest,
      contract: (request) => {
        for (const [name, value] of Object.entries(request)) expect(IS_RIGHT[name]?.(value), name).toBe(true);
      },
      errors: [MalformedEventError, InvalidParameterError],
    }));
});

describe('what EventBridge and its Scheduler send, nearly', () => {
  const tags = { tags: [{ key: 'one-active-key:keep', value: 'x' }] };
  const inputs = fc.oneof(
    nearly(iamEvent('CreateAccessKey')),
    nearly(iamEvent('TagUser', tags)),
    nearly(iamEvent('UntagUser', { tagKeys: ['team', 'HIDDEN_DUE_TO_SECURITY_REASONS'] })),
    nearly({ operation: 'StartEvaluations', postponements: 3 }),
    nearly({ 'detail-type': CLOUDTRAIL_EVENT, detail: { eventName: 'TagUser', requestParameters: tags } }),
  );

  it('is a change or a due evaluation, or a MalformedEventError', () =>
    obeys({
      inputs,
      parse: readTrigger,
      contract: (trigger) => {
        if (trigger.kind === 'due') expect(typeof trigger.postponements).toBe('number');
        else
          expect([typeof trigger.eventName, typeof trigger.mayChangeVerdict]).toEqual(['string', 'boolean']);
      },
      errors: [MalformedEventError],
    }));
});

describe('a value too deep for JSON.stringify', () => {
  it.each<[string, (deep: unknown) => unknown]>([
    ['in place of the event of Config', readInvocation],
    ['in place of the event of a runbook', readRequest],
    ['in place of an IAM call', readTrigger],
    ['as an invokingEvent', () => readInvocation(anEvent({}, { invokingEvent: DEEP }))],
    ['as a user id', (userId) => readRequest({ operation: 'Deactivate', userId })],
  ])('%s → MalformedEventError', (_title, read) => {
    expect(() => read(JSON.parse(DEEP))).toThrow(MalformedEventError);
    expect(() => read(JSON.parse(DEEP))).toThrow('received a value that JSON cannot show');
  });
});

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
