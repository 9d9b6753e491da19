import type {
  SendAutomationSignalRequest,
  SendAutomationSignalResult,
  StopAutomationExecutionRequest,
  StopAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../../api.ts';
import { callerIdentity, type UserIdentity } from '../../trail/user-identity.ts';
import { invalidSignal, invalidStatusUpdate, noExecution } from '../refusals.ts';
import type { AutomationState, WaitingExecution } from './state.ts';
import { endOverdue, settle } from './waiting.ts';

/** The operations that an execution which waits for an approval answers to. */
export function signalOperations(state: AutomationState): Operations {
  return {
    SendAutomationSignal: (request: SendAutomationSignalRequest, principal: string) =>
      sendSignal(state, request, principal),
    StopAutomationExecution: (request: StopAutomationExecutionRequest) => stop(state, request),
  };
}

async function sendSignal(
  state: AutomationState,
  { AutomationExecutionId: id = '', SignalType: signal, Payload: payload = {} }: SendAutomationSignalRequest,
  principal: string,
): Promise<SendAutomationSignalResult> {
  const execution = await waitingExecution(state, id, () => invalidSignal(`Execution ${id} has ended.`));
  if (signal !== 'Approve' && signal !== 'Reject') {
    throw invalidSignal(`Execution ${id} waits for an approval; received the signal ${signal}.`);
  }
  const approver = approverOf(execution, callerIdentity(principal, state.environment));
  const [comment] = payload['Comment'] ?? [];
  const decision = { Approver: approver, ApprovalStatus: signal };
  execution.running.decide(comment === undefined ? decision : { ...decision, Comment: comment });
  await settle(state, id);
  return {};
}

async function stop(
  state: AutomationState,
  { AutomationExecutionId: id = '', Type: type = 'Cancel' }: StopAutomationExecutionRequest,
): Promise<StopAutomationExecutionResult> {
  const { running } = await waitingExecution(state, id, () => invalidStatusUpdate(id));
  if (type !== 'Cancel') throw new Error(`The sandbox stops an execution by Cancel only, not by ${type}`);
  running.cancel();
  await settle(state, id);
  return {};
}

async function waitingExecution(
  state: AutomationState,
  id: string,
  hasEnded: () => Error,
): Promise<WaitingExecution> {
  await endOverdue(state, id);
  if (state.executions.has(id)) throw hasEnded();
  const execution = state.waiting.get(id);
  if (!execution) throw noExecution(id);
  return execution;
}

/** The approver that the caller is, in the words of the runbook; an approver decides once. */
function approverOf({ running: { waitsFor } }: WaitingExecution, caller: UserIdentity): string {
  const { request, outputs } = waitsFor ?? {};
  const approver = request?.approvers.find((each) => isApprover(each, caller));
  if (approver === undefined) throw invalidSignal(`${caller.arn} is not among the approvers.`);
  if (outputs?.ApproverDecisions.some(({ Approver }) => Approver === approver)) {
    throw invalidSignal(`${approver} has decided already.`);
  }
  return approver;
}

/**
 * User guide, "aws:approve": a user name, or the ARN of a user, a role or a session. The ARN of a session
 * lacks the path of its role.
 */
function isApprover(approver: string, { arn, userName, sessionContext }: UserIdentity): boolean {
  const withoutPath = approver.replace(/:(role|user)\/.*\//, ':$1/');
  const names = [arn, userName, sessionContext?.sessionIssuer.arn];
  return names.includes(approver) || names.includes(withoutPath);
}
