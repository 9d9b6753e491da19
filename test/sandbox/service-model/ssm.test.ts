import { describe } from 'vitest';
import { type Accepted, itAccepts, itRefuses, must, type Refused, times, violation } from './answers.ts';

const DocumentName = 'OneActiveKey-DeactivateSurplusAccessKeys';
const AutomationExecutionId = '12345678-1234-1234-1234-123456789012';
const DOCUMENT_ARN = must.match(String.raw`^[a-zA-Z0-9_\-.:/]{3,128}$`);
const VALUES = [
  must.satisfy(must.haveLengthUpTo(512), must.haveLengthFrom(1)),
  must.haveLengthUpTo(50),
  must.haveLengthFrom(0),
].join(', ');

const of = (count: number) => 'x'.repeat(count);
const withParameters = (Parameters: object) => ({ DocumentName, Parameters });
const parameters = (count: number) => Object.fromEntries(times(count, (i) => [`P${i}`, ['x']]));
const written = (names: object) =>
  `{${Object.keys(names)
    .map((name) => `${name}=[x]`)
    .join(', ')}}`;

const ACCEPTED: readonly Accepted[] = [
  ['a document name', 'StartAutomationExecution', { DocumentName }],
  ['a document name of 3 characters', 'StartAutomationExecution', { DocumentName: of(3) }],
  ['a document name of 128 characters', 'StartAutomationExecution', { DocumentName: of(128) }],
  [
    'a document ARN',
    'StartAutomationExecution',
    { DocumentName: `arn:aws:ssm:eu-west-1:111122223333:document/${DocumentName}` },
  ],
  ...['$DEFAULT', '$LATEST', '1', '10'].map(
    (DocumentVersion): Accepted => [
      `the document version ${DocumentVersion}`,
      'StartAutomationExecution',
      { DocumentName, DocumentVersion },
    ],
  ),
  ['a parameter', 'StartAutomationExecution', withParameters({ DryRun: ['false'] })],
  ['a parameter without values', 'StartAutomationExecution', withParameters({ DryRun: [] })],
  ['a parameter of 50 values', 'StartAutomationExecution', withParameters({ P: times(50, () => 'x') })],
  ['a parameter name of 50 characters', 'StartAutomationExecution', withParameters({ [of(50)]: ['x'] })],
  ['a parameter value of 512 characters', 'StartAutomationExecution', withParameters({ P: [of(512)] })],
  ['200 parameters', 'StartAutomationExecution', withParameters(parameters(200))],
  ['an execution id', 'GetAutomationExecution', { AutomationExecutionId }],
  ['50 steps a page', 'DescribeAutomationStepExecutions', { AutomationExecutionId, MaxResults: 50 }],
  ['to cancel', 'StopAutomationExecution', { AutomationExecutionId, Type: 'Cancel' }],
  ['a parameter of a hierarchy', 'GetParameter', { Name: '/a/b' }],
  ['a parameter name of 2,048 characters', 'GetParameter', { Name: of(2_048) }],
  ['10 parameters a page', 'GetParametersByPath', { Path: '/a', MaxResults: 10, Recursive: false }],
  ['a document', 'CreateDocument', { Name: DocumentName, Content: '{}', DocumentType: 'Automation' }],
];

const REFUSED: readonly Refused[] = [
  [
    'a missing document name',
    'StartAutomationExecution',
    {},
    violation('documentName', null, must.notBeNull),
  ],
  ...[of(2), of(129), 'a b', 'name\n', ''].map(
    (name): Refused => [
      `the document name ${JSON.stringify(name)}`,
      'StartAutomationExecution',
      { DocumentName: name },
      violation('documentName', name, DOCUMENT_ARN),
    ],
  ),
  ...['0', '01', '$NEWEST', 'v1', '1 '].map(
    (version): Refused => [
      `the document version ${JSON.stringify(version)}`,
      'StartAutomationExecution',
      { DocumentName, DocumentVersion: version },
      violation('documentVersion', version, must.match('([$]LATEST|[$]DEFAULT|^[1-9][0-9]*$)')),
    ],
  ),
  [
    'no parameters in the map',
    'StartAutomationExecution',
    withParameters({}),
    violation('parameters', '{}', must.haveLengthFrom(1)),
  ],
  [
    '201 parameters',
    'StartAutomationExecution',
    withParameters(parameters(201)),
    violation('parameters', written(parameters(201)), must.haveLengthUpTo(200)),
  ],
  [
    'a parameter name of 51 characters',
    'StartAutomationExecution',
    withParameters({ [of(51)]: ['x'] }),
    violation(
      'parameters',
      `{${of(51)}=[x]}`,
      `Map keys must satisfy constraint: [${must.haveLengthUpTo(50)}, ${must.haveLengthFrom(1)}]`,
    ),
  ],
  ...(
    [
      ['an empty parameter value', ['']],
      ['a parameter value of 513 characters', [of(513)]],
      ['a parameter of 51 values', times(51, () => 'x')],
    ] as const
  ).map(
    ([title, values]): Refused => [
      title,
      'StartAutomationExecution',
      withParameters({ P: values }),
      violation('parameters', `{P=[${values.join(', ')}]}`, `Map value must satisfy constraint: [${VALUES}]`),
    ],
  ),
  [
    'an execution id of 35 characters',
    'GetAutomationExecution',
    { AutomationExecutionId: of(35) },
    violation('automationExecutionId', of(35), must.haveLengthFrom(36)),
  ],
  [
    '51 steps a page',
    'DescribeAutomationStepExecutions',
    { AutomationExecutionId, MaxResults: 51 },
    violation('maxResults', '51', must.haveValueUpTo(50)),
  ],
  [
    '11 parameters a page',
    'GetParametersByPath',
    { Path: '/a', MaxResults: 11 },
    violation('maxResults', '11', must.haveValueUpTo(10)),
  ],
  [
    'another way to stop',
    'StopAutomationExecution',
    { AutomationExecutionId, Type: 'Kill' },
    violation('type', 'Kill', must.beOneOf('Complete', 'Cancel')),
  ],
  [
    'a signal that the console calls Deny',
    'SendAutomationSignal',
    { AutomationExecutionId, SignalType: 'Deny' },
    violation(
      'signalType',
      'Deny',
      must.beOneOf('Approve', 'Reject', 'StartStep', 'StopStep', 'Resume', 'Revoke'),
    ),
  ],
  [
    'a target key that only ends like one of the fixed ones',
    'StartAutomationExecution',
    { DocumentName, Targets: [{ Key: '#resource-groups:Name', Values: [] }] },
    violation(
      'targets.1.member.key',
      '#resource-groups:Name',
      must.match(
        String.raw`^[\p{L}\p{Z}\p{N}_.:/=\-@]*$|resource-groups:ResourceTypeFilters|resource-groups:Name`,
      ),
    ),
  ],
  ...[
    ['an empty parameter name', '', must.haveLengthFrom(1)] as const,
    ['a parameter name of 2,049 characters', of(2_049), must.haveLengthUpTo(2_048)] as const,
  ].map(([title, Name, limit]): Refused => [title, 'GetParameter', { Name }, violation('name', Name, limit)]),
  [
    'a document without content, under an ARN',
    'CreateDocument',
    { Name: 'a:b', Content: '' },
    violation('content', '', must.haveLengthFrom(1)),
    violation('name', 'a:b', must.match(String.raw`^[a-zA-Z0-9_\-.]{3,128}$`)),
  ],
];

describe('Systems Manager', () => {
  itAccepts('ssm', ACCEPTED);
  itRefuses('ssm', 'ValidationException', REFUSED);
});
