import { describe, expect, it } from 'vitest';
import { findPython, pythonRunner } from '../../../sandbox/automation/scripts/python.ts';
import { allRunbooks, type RunbookFile, stepsOf } from '../../support/runbook-linter/runbook-file.ts';

const python = findPython();

const RECEIPT = {
  outcome: 'Deactivated',
  refusalCode: '',
  userId: 'AIDAEXAMPLE000000001',
  userName: 'amina',
  accountId: '111122223333',
  region: 'us-east-1',
  at: '2026-11-21T12:00:00.000Z',
  automationExecutionId: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
  parameters: { soakDays: '14', dryRun: 'false' },
  keptAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE', 'AKIAC0FFEE000EXAMPLE'],
  reactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE'],
  deletedAccessKeyIds: ['AKIADECAF0000EXAMPLE'],
  reason: 'Zoë said: "so"',
  undo: 'aws ssm start-automation-execution …',
};

/** The field of the receipt that each output shows. */
const FIELDS: Readonly<Record<string, keyof typeof RECEIPT>> = {
  Outcome: 'outcome',
  RefusalCode: 'refusalCode',
  UserName: 'userName',
  AccountId: 'accountId',
  Region: 'region',
  At: 'at',
  Parameters: 'parameters',
  KeptAccessKeyId: 'keptAccessKeyId',
  PlannedAccessKeyIds: 'plannedAccessKeyIds',
  DeactivatedAccessKeyIds: 'deactivatedAccessKeyIds',
  ReactivatedAccessKeyIds: 'reactivatedAccessKeyIds',
  DeletedAccessKeyIds: 'deletedAccessKeyIds',
  Reason: 'reason',
  Undo: 'undo',
};

/** Runs the script of a runbook and returns its outputs for a payload. */
async function read(file: RunbookFile, payload: unknown): Promise<Record<string, unknown>> {
  const [step] = stepsOf(file, 'aws:executeScript');
  const { value } = await pythonRunner(python ?? '')({
    runtime: String(step?.inputs['Runtime']),
    script: String(step?.inputs['Script']),
    handler: String(step?.inputs['Handler']),
    events: { payload },
    context: {},
    timeoutSeconds: step?.timeoutSeconds ?? 0,
    outputNames: [],
  });
  return value as Record<string, unknown>;
}

describe.skipIf(!python)('The script that reads the receipt (skipped without Python)', () => {
  describe.each(allRunbooks())('of $file', (file) => {
    const [step] = stepsOf(file, 'aws:executeScript');
    const outputs = Object.keys(FIELDS);

    it('returns every output of the step', () => {
      expect(outputs).toEqual(expect.arrayContaining((step?.outputs ?? []).map(({ Name: name }) => name)));
    });

    it('is the same in every runbook, so that a template contains it once', () => {
      const scripts = allRunbooks().map((each) => stepsOf(each, 'aws:executeScript')[0]?.inputs['Script']);
      expect(new Set(scripts).size).toBe(1);
    });

    it.each([
      ['an object', RECEIPT],
      ['its JSON', JSON.stringify(RECEIPT)],
    ])(
      'returns every field of a receipt that is %s; it joins lists and parameters, and an empty field is none',
      async (_form, payload) => {
        const expected = outputs.map((name) => {
          if (name === 'Parameters') return [name, 'dryRun=false, soakDays=14'];
          const value = RECEIPT[FIELDS[name] ?? 'reason'];
          return [name, (Array.isArray(value) ? value.join(', ') : value) || 'none'];
        });
        expect(await read(file, payload)).toEqual(Object.fromEntries(expected));
      },
    );

    const blanks: [string, unknown][] = [
      ['is empty', ''],
      ['is an empty list', []],
      ['is an empty object', {}],
      ['is null', null],
    ];
    it.each(blanks)('returns none for every field that %s', async (_title, blank) => {
      const fields = Object.keys(RECEIPT).map((name) => [name, name === 'outcome' ? 'UserGone' : blank]);
      const expected = outputs.map((name) => [name, name === 'Outcome' ? 'UserGone' : 'none']);
      expect(await read(file, Object.fromEntries(fields))).toEqual(Object.fromEntries(expected));
    });

    it('returns the code of a refusal', async () => {
      const receipt = { ...RECEIPT, outcome: 'Refused', refusalCode: 'KeysInUse' };
      expect(await read(file, receipt)).toMatchObject({ Outcome: 'Refused', RefusalCode: 'KeysInUse' });
    });

    it('returns none for absent fields', async () => {
      const expected = outputs.map((name) => [name, name === 'Outcome' ? 'Exempt' : 'none']);
      expect(await read(file, { outcome: 'Exempt' })).toEqual(Object.fromEntries(expected));
    });

    it('returns texts for fields of other types, since it must not fail after the keys were changed', async () => {
      const receipt = { ...RECEIPT, reason: 7, deactivatedAccessKeyIds: ['AKIAI44QH8DHBEXAMPLE', null] };
      const expected = { Reason: '7', DeactivatedAccessKeyIds: 'AKIAI44QH8DHBEXAMPLE, None' };
      expect(await read(file, receipt)).toMatchObject(expected);
    });

    const error = { errorType: 'AccessDenied', errorMessage: 'not authorized: iam:UpdateAccessKey' };
    const failing: [string, unknown, string][] = [
      ["a function's error, with its message", error, 'Exception - not authorized: iam:UpdateAccessKey.'],
      ["the JSON of a function's error", JSON.stringify(error), 'Exception - not authorized'],
      [
        'the error of a timeout',
        { errorMessage: '2026-11-21T12:00:00Z 1-2 Task timed out after 300.00 seconds' },
        'Task timed out after 300.00 seconds',
      ],
      [
        'an empty outcome',
        { ...RECEIPT, outcome: '' },
        'expected a receipt with an outcome, received {"outcome": ""',
      ],
      ['an empty object', {}, 'expected a receipt with an outcome, received {}'],
      ['a list', [RECEIPT], 'expected a receipt with an outcome, received [{'],
      ['a number', 7, 'expected a receipt with an outcome, received 7'],
      ['null', null, 'expected a receipt with an outcome, received null'],
      ['null as JSON', 'null', 'expected a receipt with an outcome, received null'],
      ['a JSON text in a JSON text', '"\\"done\\""', 'expected a receipt with an outcome, received "\\"done'],
      ['a text that is not JSON', '<html>', 'Expecting value: line 1 column 1 (char 0)'],
      ['an empty text', '', 'Expecting value: line 1 column 1 (char 0)'],
    ];
    it.each(failing)('fails on %s', async (_title, payload, message) => {
      await expect(read(file, payload)).rejects.toThrow(message);
    });
  });
});
