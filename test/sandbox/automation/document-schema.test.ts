import { describe, expect, it } from 'vitest';
import { aDocument, anAutomation, invoke } from './harness.ts';

type Row = [title: string, document: object, complaint: string];

const withStep = (changes: object) => aDocument({ mainSteps: [{ ...invoke('First'), ...changes }] });
const withInputs = (action: string, inputs: object) => withStep({ action, inputs });
const withParameter = (definition: object) => aDocument({ parameters: { Days: definition } });
const withCondition = (condition: object) =>
  withInputs('aws:branch', { Choices: [{ NextStep: 'First', ...condition }] });

const document: Row[] = [
  ['without steps', aDocument({ mainSteps: undefined }), 'The document: mainSteps is missing.'],
  [
    'with an empty list of steps',
    aDocument({ mainSteps: [] }),
    'The document.mainSteps: expected a list with something in it; received [].',
  ],
  [
    'with an unknown member',
    aDocument({ steps: [] }),
    'The document.steps is not known; known here are schemaVersion, mainSteps, description, assumeRole, parameters, outputs.',
  ],
  [
    'with an output that names no step',
    aDocument({ outputs: ['Outcome'] }),
    'The document.outputs[0]: expected Step.Output; received "Outcome".',
  ],
  ['that is a list', [], 'The document: expected a mapping; received [].'],
];

const steps: Row[] = [
  ['without inputs', withStep({ inputs: undefined }), 'Step First: inputs is missing.'],
  [
    'of an unknown action',
    withStep({ action: 'aws:pause' }),
    'Step First.action: expected one of aws:approve, aws:branch, aws:executeAwsApi, aws:executeScript, aws:invokeLambdaFunction, aws:sleep; received "aws:pause".',
  ],
  [
    'whose name has a hyphen',
    withStep({ name: 'First-Step' }),
    'Step First-Step.name: expected a name of letters, digits and underscores; received "First-Step".',
  ],
  [
    'with the name of another step',
    aDocument({ mainSteps: [invoke('First'), invoke('First')] }),
    'Step First: expected one step of that name; received several.',
  ],
  [
    'whose nextStep does not exist',
    withStep({ nextStep: 'Second' }),
    'Step First: expected the name of a step to go to; received "Second".',
  ],
  [
    'whose onFailure names a step that does not exist',
    withStep({ onFailure: 'step:Second' }),
    'Step First: expected the name of a step to go to; received "Second".',
  ],
  [
    'whose onFailure has none of the three forms',
    withStep({ onFailure: 'Retry' }),
    'Step First.onFailure: expected Abort, Continue or step: and a name; received "Retry".',
  ],
  [
    'whose maxAttempts is 0',
    withStep({ maxAttempts: 0 }),
    'Step First.maxAttempts: expected a whole number from 1 on; received 0.',
  ],
  [
    'whose isEnd is a text',
    withStep({ isEnd: 'true' }),
    'Step First.isEnd: expected true or false; received "true".',
  ],
  [
    'with an unknown property',
    withStep({ retries: 3 }),
    'Step First.retries is not known; known here are name, action, inputs, description, outputs, nextStep, isEnd, onFailure, onCancel, isCritical, maxAttempts, timeoutSeconds.',
  ],
  [
    'that leads back to itself through another step',
    aDocument({ mainSteps: [invoke('First'), invoke('Second', { nextStep: 'First' })] }),
    'The runbook has an infinite loop: First -> Second -> First.',
  ],
  [
    'whose onFailure leads back',
    aDocument({ mainSteps: [invoke('First'), invoke('Second', { onFailure: 'step:First' })] }),
    'The runbook has an infinite loop: First -> Second -> First.',
  ],
  [
    'that refers to the Parameter Store',
    withInputs('aws:invokeLambdaFunction', { FunctionName: '{{ssm:name}}' }),
    'Step First.inputs: a {{ssm:parameter}} stands in the default of a parameter only.',
  ],
  [
    'that declares outputs of a function, which is not documented',
    withStep({ outputs: [{ Name: 'Outcome', Selector: '$.Payload.outcome' }] }),
    'Step First.outputs: outputs of aws:invokeLambdaFunction are not supported by the sandbox.',
  ],
];

const script = { Runtime: 'python3.11', Handler: 'run', Script: 'def run(events, context): return {}' };
const inputs: Row[] = [
  [
    'a function without a name',
    withInputs('aws:invokeLambdaFunction', {}),
    'Step First.inputs: FunctionName is missing.',
  ],
  [
    'an invocation of a type that does not exist',
    withInputs('aws:invokeLambdaFunction', { FunctionName: 'f', InvocationType: 'Sync' }),
    'Step First.inputs.InvocationType: expected one of RequestResponse, Event, DryRun; received "Sync".',
  ],
  [
    'an input that the action does not have',
    withInputs('aws:invokeLambdaFunction', { FunctionName: 'f', Body: '{}' }),
    'Step First.inputs.Body is not known; known here are FunctionName, Qualifier, InvocationType, LogType, ClientContext, InputPayload, Payload.',
  ],
  [
    'a script in Python without a handler',
    withInputs('aws:executeScript', { ...script, Handler: undefined }),
    'Step First.inputs: Handler is missing; a script in Python needs one.',
  ],
  [
    'a script for a runtime that Automation no longer supports',
    withInputs('aws:executeScript', { ...script, Runtime: 'python3.8' }),
    'Step First.inputs.Runtime: expected one of python3.10, python3.11, python3.12, PowerShell 7.4; received "python3.8".',
  ],
  [
    'a script that is attached',
    withInputs('aws:executeScript', { ...script, Attachment: 'script.py' }),
    'Step First.inputs.Attachment is not supported by the sandbox.',
  ],
  [
    'a sleep without a duration or a time',
    withInputs('aws:sleep', {}),
    'Step First.inputs: expected either Duration or Timestamp; received {}.',
  ],
  [
    'a duration that is not in ISO 8601',
    withInputs('aws:sleep', { Duration: '5 minutes' }),
    'Step First.inputs.Duration: expected an ISO 8601 duration; received "5 minutes".',
  ],
  ['an API without a service', withInputs('aws:executeAwsApi', { Api: 'X' }), 'Service is missing.'],
  ['a branch without choices', withInputs('aws:branch', {}), 'Step First.inputs: Choices is missing.'],
  [
    'a branch to a step that does not exist',
    withInputs('aws:branch', {
      Choices: [{ NextStep: 'Second', Variable: '{{ A }}', StringEquals: 'x' }],
      Default: 'Third',
    }),
    'received "Second". Step First: expected the name of a step to go to; received "Third".',
  ],
  [
    'an operation that does not exist',
    withCondition({ Variable: '{{ A }}', Matches: 'x' }),
    'expected one operation of StringEquals, EqualsIgnoreCase, StartsWith, EndsWith, Contains, NumericEquals, NumericGreater, NumericLesser, NumericGreaterOrEquals, NumericLesserOrEquals, BooleanEquals; received Matches.',
  ],
  [
    'a variable that is not a reference',
    withCondition({ Variable: 'A', StringEquals: 'x' }),
    'expected a Variable that is a {{ reference }}; received "A".',
  ],
  [
    'a number compared with a text',
    withCondition({ Variable: '{{ A }}', NumericGreater: '1' }),
    'NumericGreater: expected a number; received "1".',
  ],
  [
    'And together with a comparison',
    withCondition({ And: [], Variable: '{{ A }}', StringEquals: 'x' }),
    'And stands alone in a condition; received ["Variable","StringEquals"] beside it.',
  ],
];

const parameters: Row[] = [
  ['without a type', withParameter({}), 'Parameter Days: type is missing.'],
  [
    'of a type that does not exist',
    withParameter({ type: 'Number' }),
    'Parameter Days.type: expected one of String, StringList, Integer, Boolean, StringMap, MapList; received "Number".',
  ],
  [
    'whose default is of another type',
    withParameter({ type: 'String', default: 7 }),
    'Parameter Days.default: Parameter type error. The value supplied for Days is not a valid String',
  ],
  [
    'whose default does not match its own pattern',
    withParameter({ type: 'String', default: '07', allowedPattern: '^[1-9]$' }),
    'Parameter Days.default: Parameter "Days" has value "07" not matching "^[1-9]$".',
  ],
  [
    'whose default is none of its allowed values',
    withParameter({ type: 'String', default: '3', allowedValues: ['1', '2'] }),
    'Parameter Days.default: Parameter "Days" has value "3" not found in [1, 2].',
  ],
  [
    'whose pattern is not a regular expression',
    withParameter({ type: 'String', allowedPattern: '^(' }),
    'Parameter Days.allowedPattern: expected a regular expression; received "^(".',
  ],
  [
    'with a limit that the sandbox does not support',
    withParameter({ type: 'String', maxChars: 3 }),
    'Parameter Days.maxChars is not supported by the sandbox.',
  ],
];

const groups: [string, Row[]][] = [
  ['a document', document],
  ['a step', steps],
  ['an action with', inputs],
  ['a parameter', parameters],
];

describe.each(groups)('CreateDocument refuses %s', (_group, rows) => {
  it.each(rows)('%s', async (_title, content, complaint) => {
    await expect(anAutomation().create(content)).rejects.toMatchObject({
      name: 'InvalidDocumentContent',
      message: expect.stringContaining(complaint),
    });
  });
});

describe('CreateDocument refuses', () => {
  it.each(['2.2', 0.3, undefined])('the schema version %j', async (schemaVersion) => {
    await expect(anAutomation().create(aDocument({ schemaVersion }))).rejects.toMatchObject({
      name: 'InvalidDocumentSchemaVersion',
    });
  });
});
