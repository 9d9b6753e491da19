import { type Rule, stepsOf } from './runbook-file.ts';

/** Systems Manager user guide, "aws:invokeLambdaFunction": 300 seconds at most. */
const LONGEST_INVOCATION = 300;

/** Systems Manager user guide, "aws:executeScript". */
const PYTHONS: readonly unknown[] = ['python3.10', 'python3.11', 'python3.12'];

/** What the actions that we use ask for beyond their schema. */
export const ACTION_RULES: readonly Rule[] = [
  {
    expectation: 'limits the time of every invocation',
    complaints: (file) =>
      stepsOf(file, 'aws:invokeLambdaFunction')
        .filter(({ timeoutSeconds }) => !timeoutSeconds || timeoutSeconds > LONGEST_INVOCATION)
        .map(
          ({ name, timeoutSeconds = 'none' }) =>
            `Step ${name}: expected timeoutSeconds of ${LONGEST_INVOCATION} at most; received ${timeoutSeconds}.`,
        ),
  },
  {
    expectation: 'waits for every invocation',
    complaints: (file) =>
      stepsOf(file, 'aws:invokeLambdaFunction')
        .filter(({ inputs }) => inputs['InvocationType'] !== 'RequestResponse')
        .map(
          ({ name, inputs }) =>
            `Step ${name}: expected InvocationType RequestResponse; received ${inputs['InvocationType']}.`,
        ),
  },
  {
    expectation: 'runs every script with a Python that Automation has',
    complaints: (file) =>
      stepsOf(file, 'aws:executeScript')
        .filter(({ inputs }) => !PYTHONS.includes(inputs['Runtime']))
        .map(
          ({ name, inputs }) =>
            `Step ${name}: expected one of ${PYTHONS.join(', ')}; received ${inputs['Runtime']}.`,
        ),
  },
];
