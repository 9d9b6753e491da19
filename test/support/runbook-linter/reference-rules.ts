import type { Step } from '../../../sandbox/automation/document/runbook.ts';
import { referencesIn } from '../../../sandbox/automation/execution/references.ts';
import type { Rule } from './runbook-file.ts';

/** Systems Manager user guide, "Automation system variables". */
const SYSTEM_VARIABLES = [
  'automation:EXECUTION_ID',
  'global:ACCOUNT_ID',
  'global:AWS_PARTITION',
  'global:DATE',
  'global:DATE_TIME',
  'global:REGION',
];

/**
 * The outputs that each action has without a declaration (Systems Manager user guide, the page of the
 * action).
 */
const BUILT_IN: Readonly<Record<Step['action'], readonly string[]>> = {
  'aws:approve': ['ApprovalStatus', 'ApproverDecisions'],
  'aws:branch': [],
  'aws:executeAwsApi': [],
  'aws:executeScript': ['Payload'],
  'aws:invokeLambdaFunction': ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
  'aws:sleep': [],
};

/** The names in all `{{ references }}` of a value, at every depth. */
export function referencesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return referencesIn(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(referencesOf);
}

/** `Step.Output` for each output of a step. */
function outputsOf({ name, action, outputs = [] }: Step): readonly string[] {
  return [...BUILT_IN[action], ...outputs.map((output) => output.Name)].map((output) => `${name}.${output}`);
}

/** Rules for references and outputs. */
export const REFERENCE_RULES: readonly Rule[] = [
  {
    expectation: 'refers to parameters, outputs of earlier steps and system variables only',
    complaints: ({ runbook: { mainSteps, parameters = {} } }) => {
      const known = [...SYSTEM_VARIABLES, ...Object.keys(parameters)];
      return mainSteps.flatMap((step, index) => {
        const available = [...known, ...mainSteps.slice(0, index).flatMap(outputsOf)];
        return referencesOf(step)
          .filter((name) => !available.includes(name))
          .map((name) => `Step ${step.name}: expected a reference to what is known; received {{ ${name} }}.`);
      });
    },
  },
  {
    expectation: 'has only outputs that its steps have',
    complaints: ({ runbook: { mainSteps, outputs = [] } }) => {
      const known = mainSteps.flatMap(outputsOf);
      return outputs
        .filter((name) => !known.includes(name))
        .map((name) => `Expected an output that a step has; received ${name}.`);
    },
  },
];
