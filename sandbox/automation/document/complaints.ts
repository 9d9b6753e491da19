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
import { circleIn, stepNamed, targetsOf } from './flow.ts';
import { parameter } from './parameter-checks.ts';
import type { Runbook } from './runbook.ts';
import { step } from './step-checks.ts';

const parameters: Check = (value, place) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, definition]) => parameter(definition, `Parameter ${name}`))
    : mapOf(parameter)(value, place);

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

/** User guide, "Using conditional statements in runbooks": an error with a trace of the circle. */
const noCircle: Check = (value) => {
  const circle = circleIn(value as Runbook);
  return circle ? [`The runbook has an infinite loop: ${circle.join(' -> ')}.`] : [];
};

/** What keeps a parsed document from being a runbook; nothing if it is one. */
export function complaintsAbout(document: unknown): readonly string[] {
  return inTurn(form, uniqueSteps, knownTargets, noCircle)(document, 'The document');
}
