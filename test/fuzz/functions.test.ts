import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { anEvent, changed } from '../support/events.ts';
import { nearly, odd } from '../support/fuzz.ts';
import { iamEvent } from '../support/iam-events.ts';
import { addUser, deployed } from '../support/rule.ts';

/** The errors of an event that is not understood. */
const REFUSALS = ['MalformedEventError', 'UnsupportedMessageTypeError', 'InvalidParameterError'];

const DEACTIVATION = { operation: 'Deactivate', userId: 'AIDACKCEVSQ6C2EXAMPLE', rotationGraceHours: '24' };
const BY_HAND = { operation: 'Reactivate', userId: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };

const events = fc.oneof(
  odd,
  nearly(anEvent()),
  nearly(anEvent(changed(), { ruleParameters: '{"protectUsedWithinDays":"seven"}' })),
  nearly(DEACTIVATION),
  nearly(BY_HAND),
  nearly({ operation: 'StartDeletions', soakDays: '0' }),
  nearly(iamEvent('TagUser')),
);

describe('whatever is sent to a function', () => {
  it.each([NAMES.ruleFunction, NAMES.remediationFunction, NAMES.reevaluationFunction])(
    '%s understands it, or answers with a typed error and has called nobody',
    async (name) => {
      const { account } = deployed();
      addUser(account, 'alice', 2);
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(events, async (event) => {
          const before = account.calls.length;
          const { FunctionError, Payload } = await account.functions.invoke(name, event);
          if (FunctionError === undefined) return;
          const { errorType } = JSON.parse(Payload);
          // Understood, and then it was AWS that refused what was nearly right.
          if (errorType === 'IncompleteRunError') return;
          refused += 1;
          expect(REFUSALS).toContain(errorType);
          expect(account.calls.length).toBe(before);
        }),
        { numRuns: 1_000 },
      );
      expect(refused).toBeGreaterThan(0);
    },
  );
});
