import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { assertLaw, nearlyValid, nearlyValidText } from '../support/fuzz.ts';
import { type ReceiptScript, ScriptError, startReceiptScript } from '../support/receipt-script.ts';

describe.skipIf(!findPython())(
  'a nearly valid payload for the script of a runbook (skipped without Python)',
  () => {
    let script: ReceiptScript;
    beforeAll(() => {
      script = startReceiptScript();
    });
    afterAll(() => script.end());

    const receipt = {
      outcome: 'Deactivated',
      refusalCode: '',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      userName: 'alice',
      keptAccessKeyId: 'AKIAI44QH8DHBEXAMPLE',
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: ['AKIAIOSFODNN7EXAMPLE', 'AKIAC0FFEE000EXAMPLE'],
      reactivatedAccessKeyIds: [],
      deletedAccessKeyIds: [],
      reason: 'Selected by Oldest.',
      undo: 'aws ssm start-automation-execution …',
    };
    const error = { errorType: 'ConcurrentRunError', errorMessage: 'Another run is under way', trace: [] };
    const payloads = fc.oneof(
      { weight: 4, arbitrary: nearlyValid(receipt) },
      { weight: 1, arbitrary: nearlyValid(error) },
    );
    const inputs = fc.oneof(
      payloads,
      payloads.map((each) => JSON.stringify(each)),
      payloads.chain((each) => nearlyValidText(JSON.stringify(each))),
    );

    it('leads to outputs that are texts, to the function’s own message, or to an error with the expected form', () =>
      assertLaw({
        inputs,
        read: (payload) => script.read(payload),
        contract: (outputs) => {
          expect(Object.keys(outputs)).toHaveLength(14);
          for (const [name, value] of Object.entries(outputs)) expect(value, name).toMatch(/./s);
        },
        errors: [ScriptError],
      }));
  },
);
