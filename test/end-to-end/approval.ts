import {
  type AutomationExecution,
  CreateDocumentCommand,
  GetAutomationExecutionCommand,
  SendAutomationSignalCommand,
  type SignalType,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { APPROVAL_RUNBOOK } from '../../product/runbooks.ts';
import { userPrincipal } from '../../sandbox/trail/user-identity.ts';
import { deploy, onlyResource } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { start } from '../support/runbooks.ts';
import { type Automation, withAlice } from './alice.ts';

/** The principals of two approvers, and of somebody who starts runbooks. */
export const DANA = userPrincipal('dana');
export const ERIK = 'assumed-role/approver/erik';
const APPROVERS = 'arn:aws:iam::111122223333:user/dana,arn:aws:iam::111122223333:role/approver';

/** An account with the user alice and the runbook of the approval template. */
export async function withApproval(
  automation: Automation,
  { keys = 2, ...parameters }: { readonly keys?: number } & Readonly<Record<string, string | number>> = {},
) {
  const { account, ssm, role, alice } = await withAlice(automation, keys);
  const clientOf = (principal: string) => account.connect({ principal }).ssm;
  const stack = deploy(templateOf('OneActiveKeyApproval'), {
    parameters: { Approvers: APPROVERS, ...(parameters as Record<string, string>) },
  });
  const { Name, Content, DocumentType, DocumentFormat } = onlyResource(stack, 'AWS::SSM::Document')
    .properties as Record<'Name' | 'Content', string> & {
    DocumentType: 'Automation';
    DocumentFormat: 'YAML';
  };
  await clientOf('deployment').send(
    new CreateDocumentCommand({ Name, Content, DocumentType, DocumentFormat }),
  );
  return {
    account,
    alice,
    /** Starts the runbook for alice. */
    ask: (more: Record<string, string> = {}) =>
      start(ssm, APPROVAL_RUNBOOK.name, { AutomationAssumeRole: role, IAMUserId: alice.userId, ...more }),
    signal: async (AutomationExecutionId: string | undefined, SignalType: SignalType, principal = DANA) => {
      await clientOf(principal).send(new SendAutomationSignalCommand({ AutomationExecutionId, SignalType }));
    },
    stop: (AutomationExecutionId: string | undefined) =>
      ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId })),
    read: async (AutomationExecutionId: string | undefined): Promise<AutomationExecution> => {
      const answer = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
      return answer.AutomationExecution ?? {};
    },
  };
}

/** The status of an execution, and the status of each of its steps. */
export const courseOf = ({ AutomationExecutionStatus, StepExecutions = [] }: AutomationExecution): string =>
  [
    AutomationExecutionStatus,
    ...StepExecutions.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`),
  ].join(', ');

/** An output of an execution; undefined if the step did not produce it. */
export function outputOf({ Outputs = {} }: AutomationExecution, name: string): string | undefined {
  const value = Outputs[name]?.join('|');
  return value?.startsWith('No output available') ? undefined : value;
}
