import { approveInputs } from './approve-inputs.ts';
import {
  anything,
  type Check,
  inTurn,
  isRecord,
  listOf,
  mapOf,
  matching,
  members,
  oneOf,
  orReference,
  shown,
  text,
} from './checks.ts';
import { condition } from './conditions.ts';
import type { ActionName } from './runbook.ts';

/** Systems Manager user guide, "aws:executeScript". */
const RUNTIMES = ['python3.10', 'python3.11', 'python3.12', 'PowerShell 7.4'];

const invokeLambdaFunction = members({
  required: { FunctionName: text },
  optional: {
    Qualifier: text,
    InvocationType: orReference(oneOf('RequestResponse', 'Event', 'DryRun')),
    LogType: orReference(oneOf('None', 'Tail')),
    ClientContext: anything,
    InputPayload: orReference(mapOf(anything)),
    Payload: text,
  },
});

const script = members({
  required: { Runtime: oneOf(...RUNTIMES), Script: text },
  optional: { Handler: text, InputPayload: orReference(mapOf(anything)) },
  unsupported: ['Attachment'],
});

const handlerOfPython: Check = (value, path) =>
  isRecord(value) && String(value['Runtime']).startsWith('python') && !Object.hasOwn(value, 'Handler')
    ? [`${path}: Handler is missing; a script in Python needs one.`]
    : [];

/** An ISO 8601 duration of days to seconds; the length of a year or a month would not be fixed. */
const DURATION = /^P(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

const sleep: Check = (value, path) => {
  const complaints = members({
    optional: {
      Duration: orReference(matching(DURATION, 'an ISO 8601 duration')),
      Timestamp: orReference(matching(TIMESTAMP, 'an ISO 8601 timestamp')),
    },
  })(value, path);
  if (complaints.length > 0 || (isRecord(value) && Object.keys(value).length === 1)) return complaints;
  return [`${path}: expected either Duration or Timestamp; received ${shown(value)}.`];
};

const choice: Check = (value, path) => {
  if (!isRecord(value)) return [`${path}: expected a choice; received ${shown(value)}.`];
  const { NextStep: nextStep, ...rest } = value;
  return [...text(nextStep, `${path}.NextStep`), ...condition(rest, path)];
};

/** The check of the inputs of each action. */
export const ACTION_INPUTS: Readonly<Record<ActionName, Check>> = {
  'aws:approve': approveInputs,
  'aws:branch': members({ required: { Choices: listOf(choice) }, optional: { Default: text } }),
  'aws:executeAwsApi': members({ required: { Service: text, Api: text }, others: anything }),
  'aws:executeScript': inTurn(script, handlerOfPython),
  'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:sleep': sleep,
};
