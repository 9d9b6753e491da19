import { describe } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { describeApproval } from './approval-cases.ts';

describe.skipIf(!findPython())('with scripts that Python runs (skipped if Python is absent)', () => {
  describe('and a payload of the function that is JSON', () => describeApproval({ lambdaPayload: 'string' }));
  describe('and a payload of the function that is a value', () =>
    describeApproval({ lambdaPayload: 'object' }));
});
