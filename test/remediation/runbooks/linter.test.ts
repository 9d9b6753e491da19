import { describe, expect, it } from 'vitest';
import { lint } from '../../support/runbook-linter/lint.ts';
import { runbookFile } from '../../support/runbook-linter/runbook-file.ts';
import { brokenRunbook, SOUND_RUNBOOK } from '../../support/runbook-linter/sound-runbook.ts';

type Row = [title: string, edits: (readonly [from: string, to: string])[], complaints: string[]];

const header: Row[] = [
  [
    'no description',
    [['description: Exempts a user, unless for no days at all.', 'description: " "']],
    ['Expected a description; received none.'],
  ],
  [
    'a fixed role instead of the parameter',
    [
      [
        'assumeRole: "{{ AutomationAssumeRole }}"',
        'assumeRole: "arn:aws:iam::{{ global:ACCOUNT_ID }}:role/x"',
      ],
    ],
    [
      'Expected assumeRole {{ AutomationAssumeRole }}; received arn:aws:iam::{{ global:ACCOUNT_ID }}:role/x.',
      'Parameter AutomationAssumeRole: expected a {{ AutomationAssumeRole }} somewhere; received none.',
    ],
  ],
  [
    'a default for the role',
    [['(Required) The role.', '(Required) The role.\n    default: arn:aws:iam::111122223333:role/x']],
    ['Expected AutomationAssumeRole without a default; received "arn:aws:iam::111122223333:role/x".'],
  ],
  [
    'another schema version',
    [['schemaVersion: "0.3"', 'schemaVersion: "2.2"']],
    ['The document.schemaVersion: expected one of 0.3; received "2.2".'],
  ],
  [
    'an action that does not exist',
    [['aws:sleep', 'aws:snooze']],
    [
      'Step Rest.action: expected one of aws:approve, aws:branch, aws:executeAwsApi, aws:executeScript, aws:invokeLambdaFunction, aws:sleep; received "aws:snooze".',
    ],
  ],
  [
    'an input that does not exist',
    [['InvocationType: RequestResponse', 'InvocationType: RequestResponse\n      Body: x']],
    [
      'Step Invoke.inputs.Body is not known; known here are FunctionName, Qualifier, InvocationType, LogType, ClientContext, InputPayload, Payload.',
    ],
  ],
  [
    'two steps with the same name',
    [['name: Rest', 'name: Read']],
    ['Step Read: expected one step of that name; received several.'],
  ],
  [
    'a nextStep that does not exist',
    [['nextStep: Read', 'nextStep: Raed']],
    ['Step Invoke: expected the name of a step to go to; received "Raed".'],
  ],
];

const flow: Row[] = [
  [
    'a step with neither nextStep nor isEnd',
    [['    nextStep: Read\n', '']],
    ['Step Invoke: expected nextStep or isEnd: true; received neither.'],
  ],
  [
    'a step with both nextStep and isEnd',
    [['timeoutSeconds: 300', 'timeoutSeconds: 300\n    isEnd: true']],
    [
      'Step Invoke: expected nextStep or isEnd: true; received both.',
      'Step Read: expected a way to it; received none.',
    ],
  ],
  [
    'an end with an onFailure jump',
    [
      [
        'isEnd: true\n    inputs: { Duration',
        'isEnd: true\n    onFailure: step:Read\n    inputs: { Duration',
      ],
    ],
    ['Step Rest: expected isEnd without a jump; received step:Read.'],
  ],
  [
    'an unreachable step',
    [['Default: Invoke', 'Default: Read']],
    ['Step Invoke: expected a way to it; received none.'],
  ],
  [
    'a branch without a Default',
    [['      Default: Invoke\n', '']],
    [
      'Step Invoke: expected a way to it; received none.',
      'Step Read: expected a way to it; received none.',
      'Step Choose: expected a Default; received none.',
    ],
  ],
];

const actions: Row[] = [
  [
    'an invocation without timeoutSeconds',
    [['    timeoutSeconds: 300\n', '']],
    ['Step Invoke: expected timeoutSeconds of 300 at most; received none.'],
  ],
  [
    'an invocation with timeoutSeconds over 300',
    [['timeoutSeconds: 300', 'timeoutSeconds: 301']],
    ['Step Invoke: expected timeoutSeconds of 300 at most; received 301.'],
  ],
  [
    'an asynchronous invocation',
    [['RequestResponse', 'Event']],
    ['Step Invoke: expected InvocationType RequestResponse; received Event.'],
  ],
  [
    'a script in another language',
    [['Runtime: python3.11', 'Runtime: PowerShell 7.4']],
    ['Step Read: expected one of python3.10, python3.11, python3.12; received PowerShell 7.4.'],
  ],
  [
    'an approval without timeoutSeconds, after which a rejection may lead on',
    [
      [
        'action: aws:sleep\n    isEnd: true\n    inputs: { Duration: PT1S }',
        'action: aws:approve\n    nextStep: Invoke\n    inputs: { Approvers: [cleo] }',
      ],
    ],
    [
      'Step Rest: expected timeoutSeconds; received none.',
      'Step Rest: expected a branch on ApprovalStatus Approved to follow; received another way.',
    ],
  ],
];

describe('The linter', () => {
  it('reports nothing for a sound runbook', () => {
    expect(lint(runbookFile('exempt-user.yaml', SOUND_RUNBOOK))).toEqual([]);
  });
});

describe('The linter reports for the header', () => {
  it.each(header)('%s', (_title, edits, complaints) => {
    expect(lint(runbookFile('exempt-user.yaml', brokenRunbook(...edits)))).toEqual(complaints);
  });
});

describe('The linter reports for the flow', () => {
  it.each(flow)('%s', (_title, edits, complaints) => {
    expect(lint(runbookFile('exempt-user.yaml', brokenRunbook(...edits)))).toEqual(complaints);
  });
});

describe('The linter reports for the actions', () => {
  it.each(actions)('%s', (_title, edits, complaints) => {
    expect(lint(runbookFile('exempt-user.yaml', brokenRunbook(...edits)))).toEqual(complaints);
  });
});

describe('The linter reports', () => {
  const sound = runbookFile('exempt-user.yaml', SOUND_RUNBOOK);
  const longName = 'x'.repeat(74);
  const names: [string, string, string][] = [
    [
      'a name with a blank',
      'Exempt user',
      'Expected a name of 3 to 128 letters, digits, _, - and .; received Exempt user.',
    ],
    ['a reserved prefix', 'Aws-x', "Expected a name without AWS's prefixes; received Aws-x."],
    ['an ARN that is too long', longName, 'Expected an ARN of 128 characters at most; received 129.'],
  ];
  it.each(names)('%s', (_title, documentName, complaint) => {
    expect(lint({ ...sound, documentName })).toEqual([complaint]);
  });

  it('that a document has more than 64 KB', () => {
    const content = `${SOUND_RUNBOOK}#`.padEnd(65_537, '#');
    expect(lint(runbookFile('exempt-user.yaml', content))).toEqual([
      'Expected 65536 bytes at most; received 65537.',
    ]);
  });
});
