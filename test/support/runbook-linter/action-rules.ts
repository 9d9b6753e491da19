import { stepNamed } from '../../../sandbox/automation/document/flow.ts';
import { stepIn } from '../../../sandbox/automation/document/runbook.ts';
import { type Rule, type RunbookFile, stepsOf } from './runbook-file.ts';

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
  {
    expectation: 'limits the time of every approval itself',
    complaints: (file) =>
      stepsOf(file, 'aws:approve')
        .filter(({ timeoutSeconds }) => timeoutSeconds === undefined)
        .map(({ name }) => `Step ${name}: expected timeoutSeconds; received none.`),
  },
  {
    // AWS does not document whether a rejection fails the step.
    expectation: 'goes on from an approval by its status Approved only',
    complaints: (file) =>
      stepsOf(file, 'aws:approve')
        .filter(
          (step) => !isJudged(file, step.name, step.nextStep) || stepIn(step.onFailure) === step.nextStep,
        )
        .map(
          ({ name }) =>
            `Step ${name}: expected a branch on ApprovalStatus Approved to follow; received another way.`,
        ),
  },
];

/** Whether a step is a branch whose only choice is that the approval has the status Approved. */
function isJudged({ runbook }: RunbookFile, approval: string, branch: string | undefined): boolean {
  const { action, inputs = {} } = stepNamed(runbook, branch) ?? {};
  const choices = inputs['Choices'];
  if (action !== 'aws:branch' || !Array.isArray(choices) || choices.length !== 1) return false;
  const {
    Variable: variable,
    StringEquals: status,
    NextStep: act,
  } = choices[0] as Readonly<Record<string, unknown>>;
  return (
    variable === `{{ ${approval}.ApprovalStatus }}` && status === 'Approved' && act !== inputs['Default']
  );
}
