import { describe, expect, it } from 'vitest';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { lint } from '../../support/runbook-linter/lint.ts';
import { runbookFile } from '../../support/runbook-linter/runbook-file.ts';
import { brokenRunbook, SOUND_RUNBOOK } from '../../support/runbook-linter/sound-runbook.ts';

type Row = [title: string, edits: (readonly [from: string, to: string])[], complaints: string[]];

const scripts: Row[] = [
  [
    'a script that does not compile',
    [['import json', 'import json\n        return 1']],
    ["Step Read: expected Python; received 'return' outside function (script, line 2)."],
  ],
  [
    'a handler that does not exist',
    [['Handler: read', 'Handler: reed']],
    ['Step Read: expected a function reed(events, context); received none.'],
  ],
  [
    'a handler without the parameter context',
    [['(events, context)', '(events)']],
    ['Step Read: expected a function read(events, context); received events.'],
  ],
  [
    'an output that the script does not return',
    [['{"Outcome"', '{"outcome"']],
    ['Step Read: expected the script to return Outcome; received outcome.'],
  ],
  [
    'an output that one of the return statements leaves out',
    [['    return {"Out', '    if not events: return {"Reason": "none"}\n            return {"Out']],
    ['Step Read: expected the script to return Outcome; received Reason, or Outcome.'],
  ],
  [
    'a script that calls AWS',
    [['        import json', '        import json, os\n        import boto3']],
    [
      'Step Read: expected no import but json; received os.',
      'Step Read: expected no import but json; received boto3.',
    ],
  ],
];

const python = findPython();
const complaintsAbout = (content: string) => lint(runbookFile('exempt-user.yaml', content), python);

describe.skipIf(!python)('The linter reports for the scripts (skipped without Python)', () => {
  it('nothing for a sound runbook', () => {
    expect(complaintsAbout(SOUND_RUNBOOK)).toEqual([]);
  });

  it.each(scripts)('%s', (_title, edits, complaints) => {
    expect(complaintsAbout(brokenRunbook(...edits))).toEqual(complaints);
  });
});
