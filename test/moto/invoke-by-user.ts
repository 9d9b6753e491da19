import { NAMES } from '../../product/names.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { FunctionProcess } from '../support/lambda/function-process.ts';
import { type Event, invoke } from './functions.ts';

/**
 * Invokes the remediation function for each event, several users at the same time; returns the receipts in
 * the order of the events. The events of a user follow one another: the processes have no common clock, so
 * that a run would not wait for another one on the same user.
 */
export async function invokeByUser(
  processes: readonly FunctionProcess[],
  events: readonly Event[],
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  const users = [...new Set(events.map(({ userId }) => userId))];
  const work = async (started: FunctionProcess) => {
    for (let user = users.shift(); user; user = users.shift()) {
      for (const [index, event] of events.entries()) {
        if (event.userId !== user) continue;
        receipts[index] = (await invoke(started, NAMES.remediationFunction, event)) as Receipt;
      }
    }
  };
  await Promise.all(processes.map(work));
  return receipts;
}
