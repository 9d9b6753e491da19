import { describe, expect, it } from 'vitest';
import { lint } from '../../support/runbook-linter/lint.ts';
import { runbookFile } from '../../support/runbook-linter/runbook-file.ts';
import { brokenRunbook } from '../../support/runbook-linter/sound-runbook.ts';

type Row = [title: string, edits: (readonly [from: string, to: string])[], complaints: string[]];

const DAYS_PATTERN = 'allowedPattern: ^[0-9]$';

const parameters: Row[] = [
  [
    'a parameter of the type Integer',
    [
      [
        'type: String\n    description: (Optional) How long.\n    default: "7"',
        'type: Integer\n    description: (Optional) How long.\n    default: 7',
      ],
    ],
    ['Parameter ExemptForDays: expected the type String; received Integer.'],
  ],
  [
    'an unused parameter',
    [['"{{ ExemptForDays }}"', '"{{ global:REGION }}"']],
    ['Parameter ExemptForDays: expected a {{ ExemptForDays }} somewhere; received none.'],
  ],
  [
    'a parameter without a description',
    [['(Optional) How long.', 'How long.']],
    [
      'Parameter ExemptForDays: expected a description that begins with (Required) or (Optional); received How long..',
    ],
  ],
  [
    'a parameter without bounds',
    [[DAYS_PATTERN, 'displayType: textfield']],
    ['Parameter ExemptForDays: expected an allowedPattern or allowedValues; received neither.'],
  ],
  [
    'a pattern with an open end',
    [[DAYS_PATTERN, 'allowedPattern: ^[0-9]']],
    ['Parameter ExemptForDays: expected a pattern that is ^anchored$ as a whole; received ^[0-9].'],
  ],
  [
    'a pattern that may mean something else in Java',
    [[DAYS_PATTERN, 'allowedPattern: ^[0-9]\\s*$']],
    ['Parameter ExemptForDays: expected syntax that Java and JavaScript share; received \\s*$.'],
  ],
  [
    'a default that its own pattern refuses',
    [['default: "7"', 'default: "07"']],
    ['Parameter ExemptForDays.default: Parameter "ExemptForDays" has value "07" not matching "^[0-9]$".'],
  ],
  [
    'an empty value',
    [[DAYS_PATTERN, 'allowedValues: ["7", ""]']],
    ['Parameter ExemptForDays: expected values of 1 to 512 characters; received 0.'],
  ],
  [
    'a value that is too long',
    [[DAYS_PATTERN, `allowedValues: ["7", "${'7'.repeat(513)}"]`]],
    ['Parameter ExemptForDays: expected values of 1 to 512 characters; received 513.'],
  ],
  [
    'a parameter without samples',
    [
      ['  ExemptForDays:', '  Days:'],
      ['"{{ ExemptForDays }}"', '"{{ Days }}"'],
    ],
    ['Parameter Days: expected accepted and refused samples; received 0 and 0.'],
  ],
  [
    'a parameter without samples whose name is too long',
    [
      ['  ExemptForDays:', `  ${'D'.repeat(51)}:`],
      ['"{{ ExemptForDays }}"', `"{{ ${'D'.repeat(51)} }}"`],
    ],
    [
      `Parameter ${'D'.repeat(51)}: expected a name of 50 characters at most; received 51.`,
      `Parameter ${'D'.repeat(51)}: expected accepted and refused samples; received 0 and 0.`,
    ],
  ],
];

const references: Row[] = [
  [
    'a reference to an unknown name',
    [['{{ automation:EXECUTION_ID }}', '{{ ExecutionId }}']],
    ['Step Invoke: expected a reference to what is known; received {{ ExecutionId }}.'],
  ],
  [
    'a reference to a later step',
    [['{{ automation:EXECUTION_ID }}', '{{ Read.Outcome }}']],
    ['Step Invoke: expected a reference to what is known; received {{ Read.Outcome }}.'],
  ],
  [
    'an output that the action does not have',
    [['{{ Invoke.Payload }}', '{{ Invoke.Body }}']],
    ['Step Read: expected a reference to what is known; received {{ Invoke.Body }}.'],
  ],
  [
    'a document output that no step has',
    [['  - Read.Outcome', '  - Read.Outcmoe']],
    ['Expected an output that a step has; received Read.Outcmoe.'],
  ],
];

describe('The linter reports for the parameters', () => {
  it.each(parameters)('%s', (_title, edits, complaints) => {
    expect(lint(runbookFile('exempt-user.yaml', brokenRunbook(...edits)))).toEqual(complaints);
  });
});

describe('The linter reports for the references', () => {
  it.each(references)('%s', (_title, edits, complaints) => {
    expect(lint(runbookFile('exempt-user.yaml', brokenRunbook(...edits)))).toEqual(complaints);
  });
});
