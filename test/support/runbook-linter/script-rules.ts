import type { Step } from '../../../sandbox/automation/document/runbook.ts';
import { inspectScript, type ScriptFacts } from './inspect-script.ts';
import { type Rule, stepsOf } from './runbook-file.ts';

/** The rules for scripts, which need Python. */
export function scriptRules(python: string): readonly Rule[] {
  const rule = (
    expectation: string,
    complaints: (facts: ScriptFacts, step: Step) => readonly string[],
  ): Rule => ({
    expectation,
    complaints: (file) =>
      stepsOf(file, 'aws:executeScript').flatMap((step) =>
        complaints(inspectScript(python, String(step.inputs['Script'])), step).map(
          (complaint) => `Step ${step.name}: ${complaint}`,
        ),
      ),
  });
  return [
    rule('has scripts that compile', ({ syntaxError }) =>
      syntaxError === undefined ? [] : [`expected Python; received ${syntaxError}.`],
    ),
    rule('names a handler that its script defines', handler),
    rule('declares outputs that its script returns', outputs),
    // A script runs with the automation's role, which may invoke one function and nothing else.
    rule('has scripts that use no AWS API', ({ imports }) =>
      imports
        .filter((name) => name !== 'json')
        .map((name) => `expected no import but json; received ${name}.`),
    ),
  ];
}

function handler({ functions, syntaxError }: ScriptFacts, { inputs }: Step): readonly string[] {
  if (syntaxError !== undefined) return [];
  const name = String(inputs['Handler']);
  const { parameters } = functions[name] ?? {};
  return parameters?.length === 2
    ? []
    : [`expected a function ${name}(events, context); received ${parameters ?? 'none'}.`];
}

function outputs({ functions }: ScriptFacts, { inputs, outputs: declared = [] }: Step): readonly string[] {
  const { returned } = functions[String(inputs['Handler'])] ?? {};
  if (!returned) return [];
  return declared
    .map(({ Selector: selector }) => selector.replace(/^\$\.Payload\.?/, '').replace(/[.[].*$/, ''))
    .filter((key) => returned.length === 0 || !returned.every((keys) => keys.includes(key)))
    .map((key) => `expected the script to return ${key}; received ${returned.join(', or ') || 'nothing'}.`);
}
