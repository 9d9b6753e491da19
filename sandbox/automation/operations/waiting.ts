import type { AutomationExecution } from '@aws-sdk/client-ssm';
import type { Execution, ExecutionSoFar } from '../execution/execution.ts';
import { type Request, reportOf } from '../execution/report.ts';
import { RunningExecution, type WaitForApproval } from '../execution/running-execution.ts';
import type { AutomationState, FinishedExecution, WaitingExecution } from './state.ts';

type Run = (waitForApproval: WaitForApproval, onStep: (soFar: ExecutionSoFar) => void) => Promise<Execution>;

/** Starts an execution that can wait for approvals. */
export function runWaiting(request: Request, run: Run): WaitingExecution {
  let soFar: ExecutionSoFar | undefined;
  const running = new RunningExecution(async (waitForApproval): Promise<FinishedExecution> => {
    const execution = await run(waitForApproval, (now) => {
      soFar = now;
    });
    const { assumedRole, steps } = execution;
    return {
      report: reportOf(request, execution),
      scriptsWereRun: steps.every(({ note }) => note === undefined),
      ...(assumedRole === undefined ? {} : { assumedRole }),
    };
  });
  return { running, report: () => reportWaiting(request, soFar, running) };
}

function reportWaiting(
  request: Request,
  soFar: ExecutionSoFar | undefined,
  { waitsFor }: RunningExecution<FinishedExecution>,
): AutomationExecution {
  if (!soFar || !waitsFor) throw new Error('An execution is reported when it has ended or waits');
  const { step, inputs, requestedAt } = waitsFor.request;
  const waitingStep = {
    step,
    status: 'Waiting',
    inputs,
    outputs: waitsFor.outputs,
    startedAt: requestedAt,
  } as const;
  return reportOf(request, { ...soFar, status: 'Waiting', steps: [...soFar.steps, waitingStep] });
}

/** Returns when the execution has ended or waits; one that has ended is among those that have ended then. */
export async function settle({ executions, waiting, onEnd }: AutomationState, id: string): Promise<void> {
  const { running } = waiting.get(id) ?? {};
  await running?.settled();
  if (running?.result === undefined) return;
  waiting.delete(id);
  executions.set(id, running.result);
  await onEnd();
}

/**
 * Ends the wait of an execution whose time is over. The sandbox notices that at the next call that names the
 * execution.
 */
export async function endOverdue(state: AutomationState, id: string): Promise<void> {
  state.waiting.get(id)?.running.timeOut(state.services.clock.now());
  await settle(state, id);
}
