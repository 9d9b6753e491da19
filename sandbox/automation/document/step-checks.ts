import { ACTION_INPUTS } from './action-inputs.ts';
import { APPROVAL_TIMEOUT_SECONDS } from './approve-inputs.ts';
import {
  anything,
  type Check,
  count,
  flag,
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
import { type Step, VALUE_TYPES } from './runbook.ts';

/** Systems Manager user guide, "Properties shared by all actions". */
const stepName = matching(/^[a-zA-Z0-9_]+$/, 'a name of letters, digits and underscores');

/** The supported part of JSONPath: names and indexes. AWS supports deep scans and filters too. */
const selector = matching(/^\$(\.[\w-]+|\[\d+\])+$/, 'a JSONPath of names and indexes such as $.Payload.X');

const output = members({
  required: { Name: stepName, Selector: selector },
  optional: { Type: oneOf(...VALUE_TYPES) },
});

const form = members({
  required: { name: stepName, action: oneOf(...Object.keys(ACTION_INPUTS)), inputs: mapOf(anything) },
  optional: {
    description: prose,
    outputs: listOf(output),
    nextStep: text,
    isEnd: flag,
    onFailure: matching(/^(Abort|Continue|step:\w+)$/, 'Abort, Continue or step: and a name'),
    onCancel: matching(/^(Abort|step:\w+)$/, 'Abort or step: and a name'),
    isCritical: flag,
    maxAttempts: count,
    timeoutSeconds: count,
  },
});

/** The actions for which custom outputs are documented; for aws:invokeLambdaFunction they are not. */
const WITH_OUTPUTS: readonly string[] = ['aws:executeScript', 'aws:executeAwsApi'];

const content: Check = (value, path) => {
  const { action, inputs, outputs, timeoutSeconds } = value as Step;
  return [
    ...ACTION_INPUTS[action](inputs, `${path}.inputs`),
    ...parameterStoreReferences(inputs, `${path}.inputs`),
    ...(outputs !== undefined && !WITH_OUTPUTS.includes(action)
      ? [`${path}.outputs: outputs of ${action} are not supported by the sandbox.`]
      : []),
    ...(action === 'aws:approve' ? longApproval(timeoutSeconds, path) : []),
  ];
};

function longApproval(timeoutSeconds: number | undefined, path: string): readonly string[] {
  const { max } = APPROVAL_TIMEOUT_SECONDS;
  return timeoutSeconds !== undefined && timeoutSeconds > max
    ? [`${path}.timeoutSeconds: expected ${max} at most; received ${timeoutSeconds}.`]
    : [];
}

/** User guide, "Automation system variables": CreateDocument refuses these references. */
function parameterStoreReferences(inputs: unknown, path: string): readonly string[] {
  return /\{\{\s*ssm:/.test(JSON.stringify(inputs))
    ? [`${path}: a {{ssm:parameter}} stands in the default of a parameter only.`]
    : [];
}

/** The check of a step, without its relations to other steps. */
export const step: Check = (value, path) => {
  const name = isRecord(value) && typeof value['name'] === 'string' ? `Step ${value['name']}` : path;
  return inTurn(form, content)(value, name);
};
