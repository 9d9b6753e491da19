import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { anEvent, changed } from '../support/events.ts';
import { nearlyValid, unusualValues } from '../support/fuzz.ts';
import { iamEvent } from '../support/iam-events.ts';
import { addUser, deployed } from '../support/rule.ts';
import { deploySecurityHub } from '../support/security-hub.ts';

/** The errors for an event that a function cannot read. */
const EVENT_ERRORS = ['MalformedEventError', 'UnsupportedMessageTypeError', 'InvalidParameterError'];

const DEACTIVATION = { operation: 'Deactivate', userId: 'AIDACKCEVSQ6C2EXAMPLE', rotationGraceHours: '24' };
const INVALID_REACTIVATION = {
  operation: 'Reactivate',
  userId: 'alice',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
};

const events = fc.oneof(
  unusualValues,
  nearlyValid(anEvent()),
  nearlyValid(anEvent(changed(), { ruleParameters: '{"protectUsedWithinDays":"seven"}' })),
  nearlyValid(DEACTIVATION),
  nearlyValid(INVALID_REACTIVATION),
  nearlyValid({ operation: 'DailyPass', soakDays: '0' }),
  nearlyValid({ operation: 'DailyPass', remediation: 'automatic' }),
  nearlyValid(iamEvent('TagUser')),
);

describe('an arbitrary event', () => {
  it.each([
    NAMES.ruleFunction,
    NAMES.remediationFunction,
    NAMES.reevaluationFunction,
    NAMES.notificationFunction,
    NAMES.securityHubFunction,
  ])('%s processes it, or returns a typed error without a call to AWS', async (name) => {
    const { account } = deployed();
    deploySecurityHub(account);
    addUser(account, 'alice', 2);
    let eventErrors = 0;
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        const before = account.calls.length;
        const { FunctionError, Payload } = await account.functions.invoke(name, event);
        if (FunctionError === undefined) return;
        const { errorType } = JSON.parse(Payload);
        // The function could read the event, and AWS refused a later call.
        if (errorType === 'IncompleteRunError') return;
        eventErrors += 1;
        expect(EVENT_ERRORS).toContain(errorType);
        expect(account.calls.length).toBe(before);
      }),
      { numRuns: 1_000 },
    );
    expect(eventErrors).toBeGreaterThan(0);
  });
});
