import { describe, expect, it } from 'vitest';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { answer, courseOf, functionError, stepOf } from './harness.ts';
import { deactivate, deleteDeactivated, reactivate, startRunbook } from './runbook-cases.ts';

const behaviours = [
  { lambdaErrorFailsStep: true, lambdaPayload: 'string' },
  { lambdaErrorFailsStep: true, lambdaPayload: 'object' },
  { lambdaErrorFailsStep: false, lambdaPayload: 'string' },
  { lambdaErrorFailsStep: false, lambdaPayload: 'object' },
] as const;

describe.each([deactivate, reactivate, deleteDeactivated])('The runbook $file', (runbook) => {
  const title = 'an error fails the step: $lambdaErrorFailsStep; a payload is: $lambdaPayload';
  describe.skipIf(!findPython()).each(behaviours)(`${title} (skipped without Python)`, (options) => {
    it('has the fields of the receipt as outputs', async () => {
      const { execution } = await startRunbook(runbook, () => answer(runbook.answer), options);
      expect(execution.AutomationExecutionStatus).toBe('Success');
      expect(execution.Outputs).toEqual(runbook.outputs);
      expect(courseOf(execution)).toBe(`${runbook.first} Success, ReadReceipt Success`);
    });

    it("fails with the function's own message", async () => {
      const { execution } = await startRunbook(
        runbook,
        () => functionError('AccessDenied: no, not you'),
        options,
      );
      expect(execution.AutomationExecutionStatus).toBe('Failed');
      expect(execution.FailureMessage).toContain('AccessDenied: no, not you');
      const failed = options.lambdaErrorFailsStep ? runbook.first : 'ReadReceipt';
      expect(stepOf(execution, failed).StepStatus).toBe('Failed');
    });

    it('fails if the function returns nothing', async () => {
      const { execution } = await startRunbook(runbook, () => answer(null), options);
      expect(execution.AutomationExecutionStatus).toBe('Failed');
    });
  });
});
