import { describe, expect, it } from 'vitest';
import { aDocument, anAutomation, invoke } from './harness.ts';

const ANCHORED = '^(0|[1-9][0-9]?)$';
const parameters = {
  UserId: { type: 'String', allowedPattern: '^AIDA[A-Z0-9]{12,124}$' },
  DryRun: { type: 'String', default: 'false', allowedValues: ['true', 'false'] },
  Days: { type: 'String', default: '7', allowedPattern: ANCHORED },
  Names: { type: 'StringList', default: ['a'], allowedValues: ['a', 'b'] },
  Limit: { type: 'Integer', default: 1 },
  Force: { type: 'Boolean', default: false },
  Tags: { type: 'StringMap', default: {} },
  Filters: { type: 'MapList', default: [] },
};
const inputs = {
  FunctionName: 'First',
  InputPayload: Object.fromEntries(Object.keys(parameters).map((name) => [name, `{{ ${name} }}`])),
};
const document = aDocument({ parameters, mainSteps: [invoke('First', { inputs })] });

const UserId = ['AIDAEXAMPLE000000001'];
const DEFAULTS = {
  UserId: UserId[0],
  DryRun: 'false',
  Days: '7',
  Names: ['a'],
  Limit: 1,
  Force: false,
  Tags: {},
  Filters: [],
};

describe('StartAutomationExecution refuses, before any step runs,', () => {
  const refused: [string, Record<string, string[]>, string][] = [
    [
      'a parameter that the document does not define',
      { UserId, User: ['a'] },
      'Parameter "User" is not defined in the document.',
    ],
    [
      'to go without a parameter that has no default',
      {},
      'Missing required parameter: UserId in user inputs.',
    ],
    ['an empty list for it', { UserId: [] }, 'Missing required parameter: UserId in user inputs.'],
    [
      'a value that does not match the pattern',
      { UserId: ['AROAEXAMPLE000000001'] },
      'Parameter "UserId" has value "AROAEXAMPLE000000001" not matching "^AIDA[A-Z0-9]{12,124}$".',
    ],
    [
      'a value with a blank before it',
      { UserId, Days: [' 7'] },
      `Parameter "Days" has value " 7" not matching "${ANCHORED}".`,
    ],
    [
      'a value that is none of those allowed',
      { UserId, DryRun: ['True'] },
      'Parameter "DryRun" has value "True" not found in [true, false].',
    ],
    [
      'one such value among others',
      { UserId, Names: ['a', 'c'] },
      'Parameter "Names" has value "c" not found in [a, b].',
    ],
    [
      'two values for one text',
      { UserId, Days: ['7', '8'] },
      'Parameter type error. The value supplied for Days is not a valid String',
    ],
    ['a fraction as an Integer', { UserId, Limit: ['7.0'] }, 'Limit is not a valid Integer'],
    ['a 1 as a Boolean', { UserId, Force: ['1'] }, 'Force is not a valid Boolean'],
    ['a list as a StringMap', { UserId, Tags: ['[]'] }, 'Tags is not a valid StringMap'],
    ['what is not JSON as a MapList', { UserId, Filters: ['{'] }, 'Filters is not a valid MapList'],
  ];
  it.each(refused)('%s', async (_title, given, message) => {
    const { run, invocations, automation } = anAutomation();
    await expect(run(document, given)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
      message: expect.stringContaining(message),
    });
    expect(invocations).toEqual([]);
    expect(automation.executions).toEqual([]);
  });
});

describe('StartAutomationExecution accepts', () => {
  const taken: [string, Record<string, string[]>, object][] = [
    ['defaults for what is not given', { UserId }, DEFAULTS],
    ['an allowed value', { UserId, DryRun: ['true'] }, { ...DEFAULTS, DryRun: 'true' }],
    ['a list', { UserId, Names: ['b', 'a'] }, { ...DEFAULTS, Names: ['b', 'a'] }],
    ['an Integer as a text', { UserId, Limit: ['-12'] }, { ...DEFAULTS, Limit: -12 }],
    ['a Boolean as a text', { UserId, Force: ['true'] }, { ...DEFAULTS, Force: true }],
    ['a StringMap as JSON', { UserId, Tags: ['{"a":"b"}'] }, { ...DEFAULTS, Tags: { a: 'b' } }],
    [
      'a MapList as JSON, an element a text',
      { UserId, Filters: ['{"a":"b"}', '{}'] },
      { ...DEFAULTS, Filters: [{ a: 'b' }, {}] },
    ],
  ];
  it.each(taken)('%s', async (_title, given, payload) => {
    const { run, invocations } = anAutomation();
    await run(document, given);
    expect(invocations).toEqual([{ functionName: 'First', payload }]);
  });

  it('a value with a reference, which it does not replace', async () => {
    const { run, invocations } = anAutomation();
    const free = aDocument({ parameters: { A: { type: 'String' } }, mainSteps: [echo('{{ A }}')] });
    await run(free, { A: ['{{ global:ACCOUNT_ID }}'] });
    expect(invocations).toEqual([{ functionName: 'First', payload: { value: '{{ global:ACCOUNT_ID }}' } }]);
  });
});

describe('StartAutomationExecution', () => {
  it('refuses a document that does not exist', async () => {
    await expect(anAutomation().start()).rejects.toMatchObject({
      name: 'AutomationDefinitionNotFoundException',
    });
  });

  it('refuses a version that does not exist', async () => {
    const { create, call } = anAutomation();
    await create(aDocument());
    const request = { DocumentName: 'Sample', DocumentVersion: '2' };
    await expect(call('StartAutomationExecution', request)).rejects.toMatchObject({
      name: 'AutomationDefinitionVersionNotFoundException',
    });
  });

  it('throws for a member that the sandbox does not support', async () => {
    const { create, call } = anAutomation();
    await create(aDocument());
    const request = { DocumentName: 'Sample', MaxErrors: '1' };
    await expect(call('StartAutomationExecution', request)).rejects.toThrow('received MaxErrors');
  });

  it('gives each execution a new id, in the form of a UUID and the same in every run', async () => {
    const { create, start } = anAutomation();
    await create(aDocument());
    const ids = [await start(), await start()].map(({ AutomationExecutionId: id }) => id);
    expect(ids).toEqual(['a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002']);
  });
});

describe('GetAutomationExecution', () => {
  it('refuses an execution that does not exist', async () => {
    const AutomationExecutionId = 'a0000000-0000-4000-8000-000000000001';
    const refusal = anAutomation().call('GetAutomationExecution', { AutomationExecutionId });
    await expect(refusal).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  });
});

function echo(value: string): object {
  return invoke('First', { inputs: { FunctionName: 'First', InputPayload: { value } } });
}
