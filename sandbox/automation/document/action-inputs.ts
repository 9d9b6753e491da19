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

const handlerOfPython: Check = (value, place) =>
  isRecord(value) && String(value['Runtime']).startsWith('python') && !Object.hasOwn(value, 'Handler')
    ? [`${place}: Handler is missing; a script in Python needs one.`]
    : [];

/** Of ISO 8601, days to seconds: a year or a month has no length of its own. */
const DURATION = /^P(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/;

const sleep: Check = (value, place) => {
  const complaints = members({
    optional: {
      Duration: orReference(matching(DURATION, 'an ISO 8601 duration')),
      Timestamp: orReference(matching(TIMESTAMP, 'an ISO 8601 timestamp')),
    },
  })(value, place);
  if (complaints.length > 0 || (isRecord(value) && Object.keys(value).length === 1)) return complaints;
  return [`${place}: expected either Duration or Timestamp; received ${shown(value)}.`];
};

const choice: Check = (value, place) => {
  if (!isRecord(value)) return [`${place}: expected a choice; received ${shown(value)}.`];
  const { NextStep: nextStep, ...rest } = value;
  return [...text(nextStep, `${place}.NextStep`), ...condition(rest, place)];
};

/** What the inputs of each action must be. */
export const ACTION_INPUTS: Readonly<Record<ActionName, Check>> = {
  'aws:branch': members({ required: { Choices: listOf(choice) }, optional: { Default: text } }),
  'aws:executeAwsApi': members({ required: { Service: text, Api: text }, others: anything }),
  'aws:executeScript': inTurn(script, handlerOfPython),
  'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:sleep': sleep,
};
