import {
  type Check,
  inTurn,
  isRecord,
  listOf,
  mapOf,
  matching,
  members,
  oneOf,
  prose,
  text,
} from './checks.ts';
import { loopIn, stepNamed, targetsOf } from './flow.ts';
import { parameter } from './parameter-checks.ts';
import type { Runbook } from './runbook.ts';
import { step } from './step-checks.ts';

const parameters: Check = (value, path) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, definition]) => parameter(definition, `Parameter ${name}`))
    : mapOf(parameter)(value, path);

const form = members({
  required: { schemaVersion: oneOf('0.3'), mainSteps: listOf(step) },
  optional: {
    description: prose,
    assumeRole: text,
    parameters,
    outputs: listOf(matching(/^\w+\.\w+$/, 'Step.Output')),
  },
  unsupported: ['files', 'variables'],
});

const uniqueSteps: Check = (value) => {
  const names = (value as Runbook).mainSteps.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `Step ${name}: expected one step of that name; received several.`);
};

const knownTargets: Check = (value) => {
  const runbook = value as Runbook;
  return runbook.mainSteps.flatMap((from) =>
    targetsOf(from)
      .filter((target) => !stepNamed(runbook, target))
      .map((target) => `Step ${from.name}: expected the name of a step to go to; received "${target}".`),
  );
};

/**
 * User guide, "Using conditional statements in runbooks": a loop is an error, and the message has a trace of
 * it.
 */
const noLoop: Check = (value) => {
  const loop = loopIn(value as Runbook);
  return loop ? [`The runbook has an infinite loop: ${loop.join(' -> ')}.`] : [];
};

/** Returns the complaints about a parsed document; none if it is a runbook. */
export function complaintsAbout(document: unknown): readonly string[] {
  return inTurn(form, uniqueSteps, knownTargets, noLoop)(document, 'The document');
}
