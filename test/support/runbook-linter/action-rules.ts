import { type Rule, stepsOf } from './runbook-file.ts';

/** Systems Manager user guide, "aws:invokeLambdaFunction": at most 300 seconds. */
const MAX_INVOCATION_SECONDS = 300;

/** Systems Manager user guide, "aws:executeScript". */
const PYTHON_RUNTIMES: readonly unknown[] = ['python3.10', 'python3.11', 'python3.12'];

/** Rules for the actions that we use, beyond their schema. */
export const ACTION_RULES: readonly Rule[] = [
  {
    expectation: 'limits the time of every invocation',
    complaints: (file) =>
      stepsOf(file, 'aws:invokeLambdaFunction')
        .filter(({ timeoutSeconds }) => !timeoutSeconds || timeoutSeconds > MAX_INVOCATION_SECONDS)
        .map(
          ({ name, timeoutSeconds = 'none' }) =>
            `Step ${name}: expected timeoutSeconds of ${MAX_INVOCATION_SECONDS} at most; received ${timeoutSeconds}.`,
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
        .filter(({ inputs }) => !PYTHON_RUNTIMES.includes(inputs['Runtime']))
        .map(
          ({ name, inputs }) =>
            `Step ${name}: expected one of ${PYTHON_RUNTIMES.join(', ')}; received ${inputs['Runtime']}.`,
        ),
  },
];
