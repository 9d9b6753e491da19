import { ACTION_INPUTS } from './action-inputs.ts';
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
import { type ActionName, VALUE_TYPES } from './runbook.ts';

/** Systems Manager user guide, "Properties shared by all actions". */
const stepName = matching(/^[a-zA-Z0-9_]+$/, 'a name of letters, digits and underscores');

/** Of JSONPath, names and indexes; AWS knows deep scans and filters, too. */
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

/** Whether an action takes custom outputs is documented for these; for aws:invokeLambdaFunction it is not. */
const WITH_OUTPUTS: readonly string[] = ['aws:executeScript', 'aws:executeAwsApi'];

const content: Check = (value, place) => {
  const { action, inputs, outputs } = value as { action: ActionName; inputs: unknown; outputs?: unknown };
  return [
    ...ACTION_INPUTS[action](inputs, `${place}.inputs`),
    ...parameterStoreReferences(inputs, `${place}.inputs`),
    ...(outputs !== undefined && !WITH_OUTPUTS.includes(action)
      ? [`${place}.outputs: outputs of ${action} are not supported by the sandbox.`]
      : []),
  ];
};

/** User guide, "Automation system variables": refused when the document is created. */
function parameterStoreReferences(inputs: unknown, place: string): readonly string[] {
  return /\{\{\s*ssm:/.test(JSON.stringify(inputs))
    ? [`${place}: a {{ssm:parameter}} stands in the default of a parameter only.`]
    : [];
}

/** What is wrong with a step by itself. */
export const step: Check = (value, place) => {
  const name = isRecord(value) && typeof value['name'] === 'string' ? `Step ${value['name']}` : place;
  return inTurn(form, content)(value, name);
};
