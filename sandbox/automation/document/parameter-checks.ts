import { anything, type Check, inTurn, listOf, members, oneOf, prose, that } from './checks.ts';
import { refusalOfValue } from './parameter-values.ts';
import { type ParameterDefinition, VALUE_TYPES } from './runbook.ts';

const regularExpression = that('a regular expression', (value) => {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
});

const form = members({
  required: { type: oneOf(...VALUE_TYPES) },
  optional: {
    description: prose,
    default: anything,
    allowedValues: listOf(anything),
    allowedPattern: regularExpression,
    displayType: oneOf('textfield', 'textarea'),
  },
  unsupported: ['minItems', 'maxItems', 'minChars', 'maxChars', 'interpolationType'],
});

const ownDefault: Check = (value, path) => {
  const definition = value as ParameterDefinition;
  if (definition.default === undefined) return [];
  if (JSON.stringify(definition.default).includes('{{')) {
    return [`${path}.default: a reference is not supported by the sandbox.`];
  }
  const refusal = refusalOfValue(path.replace('Parameter ', ''), definition, definition.default);
  return refusal === undefined ? [] : [`${path}.default: ${refusal}`];
};

/** The check of the definition of a parameter. */
export const parameter: Check = inTurn(form, ownDefault);
