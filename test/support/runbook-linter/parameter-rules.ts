import type { ParameterDefinition } from '../../../sandbox/automation/document/runbook.ts';
import { PARAMETER_SAMPLES } from './parameter-samples.ts';
import { referencesOf } from './reference-rules.ts';
import type { Rule, RunbookFile } from './runbook-file.ts';
import { isAnchored, unsharedSyntax } from './shared-regex.ts';

/** StartAutomationExecution, Parameters. */
const NAME_LIMIT = 50;
const VALUE_LIMIT = 512;

/**
 * A rule that applies to each parameter separately; `complaint` returns undefined if the parameter keeps it.
 */
function parameterRule(
  expectation: string,
  complaint: (definition: ParameterDefinition, name: string, file: RunbookFile) => string | undefined,
): Rule {
  return {
    expectation,
    complaints: (file) =>
      Object.entries(file.runbook.parameters ?? {}).flatMap(([name, definition]) => {
        const message = complaint(definition, name, file);
        return message === undefined ? [] : [`Parameter ${name}: ${message}`];
      }),
  };
}

/** Rules for the parameters. */
export const PARAMETER_RULES: readonly Rule[] = [
  parameterRule('has parameters of type String only, since Config passes strings', ({ type }) =>
    type === 'String' ? undefined : `expected the type String; received ${type}.`,
  ),
  parameterRule('uses every parameter', (_definition, name, { runbook }) =>
    referencesOf([runbook.assumeRole, runbook.mainSteps]).includes(name)
      ? undefined
      : `expected a {{ ${name} }} somewhere; received none.`,
  ),
  parameterRule('describes every parameter', ({ description }) =>
    /^\((Required|Optional)\) ./.test(description ?? '')
      ? undefined
      : `expected a description that begins with (Required) or (Optional); received ${description}.`,
  ),
  parameterRule('limits the values of every parameter', ({ allowedPattern, allowedValues }) =>
    allowedPattern !== undefined || allowedValues !== undefined
      ? undefined
      : 'expected an allowedPattern or allowedValues; received neither.',
  ),
  parameterRule('anchors every pattern at both ends', ({ allowedPattern }) =>
    allowedPattern === undefined || isAnchored(allowedPattern)
      ? undefined
      : `expected a pattern that is ^anchored$ as a whole; received ${allowedPattern}.`,
  ),
  parameterRule('has patterns that mean the same in Java and in JavaScript', ({ allowedPattern = '' }) => {
    const syntax = unsharedSyntax(allowedPattern);
    return syntax === undefined
      ? undefined
      : `expected syntax that Java and JavaScript share; received ${syntax}.`;
  }),
  parameterRule('has parameter names that the API accepts', (_definition, name) =>
    name.length <= NAME_LIMIT
      ? undefined
      : `expected a name of ${NAME_LIMIT} characters at most; received ${name.length}.`,
  ),
  parameterRule(
    'has values that the API accepts',
    ({ default: ownDefault, allowedValues = [], allowedPattern }) => {
      // An empty default applies where nobody passes a value, so it never goes through the API, as in AWS's
      // own documents.
      const isNeverPassed = ownDefault === '' && new RegExp(allowedPattern ?? '.').test('');
      const values =
        ownDefault === undefined || isNeverPassed ? allowedValues : [ownDefault, ...allowedValues];
      const wrongLength = values
        .map((value) => String(value).length)
        .find((length) => length < 1 || length > VALUE_LIMIT);
      return wrongLength === undefined
        ? undefined
        : `expected values of 1 to ${VALUE_LIMIT} characters; received ${wrongLength}.`;
    },
  ),
  parameterRule('has samples of accepted and refused values of every parameter', (_definition, name) => {
    const { accepted = [], refused = [] } = PARAMETER_SAMPLES[name] ?? {};
    return accepted.length > 0 && refused.length > 0
      ? undefined
      : `expected accepted and refused samples; received ${accepted.length} and ${refused.length}.`;
  }),
];
