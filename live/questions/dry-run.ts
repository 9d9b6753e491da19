import { type AutomationExecution, GetAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { startRunbook } from '../../aws/runbook-executions.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { type Answer, differs, notAnswered, ok, type Question } from '../question.ts';
import { repeatUntil, type Scene } from '../scene.ts';
import { TEST_USER } from '../test-user.ts';
import { isDeployed, NOT_DEPLOYED } from './deployed-runbooks.ts';

/** Starts a dry run of the deployed runbook for the test user, and looks at its receipt. */
export const dryRun: Question = {
  row: 1,
  question: 'Does the deployed runbook give its receipt, and which type has the payload of its first step?',
  assumed:
    'The receipt names the user, and refuses since the keys are new. The payload may be a text or an object: the script takes both.',
  async ask(scene) {
    if (!(await isDeployed(scene, RUNBOOKS.deactivate.name))) return notAnswered(NOT_DEPLOYED);
    const id = await startRunbook(scene.clients.ssm, RUNBOOKS.deactivate.name, {
      AutomationAssumeRole: automationRoleArn(scene.caller),
      IAMUserId: scene.user.userId,
      DryRun: 'true',
    });
    const execution = await repeatUntil(scene, () => read(scene, id), {
      isDone: ({ AutomationExecutionStatus: status = '' }) => !RUNNING.includes(status),
      everyMs: 5_000,
      forMs: 180_000,
    });
    return judge(execution);
  },
};

const RUNNING = ['Pending', 'InProgress', 'Waiting'];

async function read({ clients }: Scene, AutomationExecutionId: string): Promise<AutomationExecution> {
  const { AutomationExecution = {} } = await clients.ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId }),
  );
  return AutomationExecution;
}

function judge({
  AutomationExecutionStatus: status = 'Pending',
  Outputs = {},
  StepExecutions = [],
  FailureMessage,
}: AutomationExecution): Answer {
  if (RUNNING.includes(status)) return notAnswered(`The execution is ${status} after three minutes.`);
  const [payload] = StepExecutions[0]?.Outputs?.['Payload'] ?? [];
  const [outcome = 'none'] = Outputs['ReadReceipt.Outcome'] ?? [];
  const observed = `${status}, outcome ${outcome}; the payload is shown as ${kindOf(payload)}.`;
  if (status === 'Success' && Outputs['ReadReceipt.UserName']?.[0] === TEST_USER) return ok(observed);
  return differs(`${observed}${FailureMessage ? ` ${FailureMessage}` : ''}`);
}

function kindOf(payload: string | undefined): string {
  if (payload === undefined) return 'nothing';
  return payload.startsWith('"') ? 'a text within JSON' : 'JSON without quotation marks around it';
}
