import { enrichFinding } from './enrich.ts';
import { IncompleteFindingsError } from './errors.ts';
import { type ChosenAction, readTrigger, type Trigger } from './event.ts';
import type { FindingPlan, LeftReason } from './plan-update.ts';
import { type FindingToRefresh, findingsToRefresh } from './refresh.ts';
import type { SecurityHubServices } from './services.ts';
import { type ActionResult, chosenFindings, startForFinding } from './start-runbooks.ts';

/** The result of a run, which is its structured log line. */
export interface SecurityHubLine {
  readonly trigger: Trigger['kind'];
  /** The findings that were updated; the workflow status is empty where it stays. */
  readonly updated: readonly { readonly findingId: string; readonly workflowStatus: string }[];
  /** How many findings were left as they are, by the reason. */
  readonly left: Readonly<Partial<Record<LeftReason, number>>>;
  /** What became of each finding for which the custom action was chosen. */
  readonly chosen: readonly ActionResult[];
  readonly failed: readonly string[];
}

/** The services of the handler; created once per process. */
export interface SecurityHubHandlerServices extends SecurityHubServices {
  readonly log: (line: SecurityHubLine) => void;
}

/** A line that is being written. */
interface Run {
  readonly updated: { findingId: string; workflowStatus: string }[];
  readonly left: Partial<Record<LeftReason, number>>;
  readonly chosen: ActionResult[];
  readonly failures: { readonly findingId: string; readonly cause: unknown }[];
  findings: number;
}

/**
 * Creates the handler that EventBridge invokes for a new or updated finding, for a chosen custom action, and once a day.
 *
 * Throws `MalformedEventError` for any other event, `TooManyFindingsError` before anything is started, and `IncompleteFindingsError`
 * after all findings were worked on, if some of them failed.
 */
export function createSecurityHubHandler(services: SecurityHubHandlerServices) {
  return async (event: unknown): Promise<SecurityHubLine> => {
    const trigger = readTrigger(event);
    const run: Run = { updated: [], left: {}, chosen: [], failures: [], findings: 0 };
    await workOn(trigger, run, services);
    const { updated, left, chosen, failures } = run;
    const failed = failures.map(({ findingId }) => findingId);
    const line: SecurityHubLine = { trigger: trigger.kind, updated, left, chosen, failed };
    services.log(line);
    if (failures.length > 0) throw new IncompleteFindingsError(failures, run.findings);
    return line;
  };
}

async function workOn(trigger: Trigger, run: Run, services: SecurityHubServices): Promise<void> {
  switch (trigger.kind) {
    case 'imported': {
      const sent = trigger.findings.map((finding) => ({
        finding,
        update: () => enrichFinding(finding, services),
      }));
      return updateEach(sent, run);
    }
    case 'refresh':
      return updateEach(findingsToRefresh(services), run);
    case 'action':
      return startEach(trigger, run, services);
  }
}

/** One finding after the other: GetFindings allows three calls a second only. One that fails costs the others nothing. */
async function updateEach(
  findings: Iterable<FindingToRefresh> | AsyncIterable<FindingToRefresh>,
  run: Run,
): Promise<void> {
  for await (const { finding, update } of findings) {
    await attempt(finding.id, run, async () => note(finding.id, await update(), run));
  }
}

function note(findingId: string, plan: FindingPlan, { updated, left }: Run): void {
  if (plan.action === 'update') updated.push({ findingId, workflowStatus: plan.workflowStatus ?? '' });
  else left[plan.reason] = (left[plan.reason] ?? 0) + 1;
}

async function startEach(action: ChosenAction, run: Run, services: SecurityHubServices): Promise<void> {
  for (const finding of chosenFindings(action)) {
    await attempt(finding.id, run, async () => {
      run.chosen.push(await startForFinding(finding, action.eventId, services));
    });
  }
}

async function attempt(findingId: string, run: Run, work: () => Promise<void>): Promise<void> {
  run.findings += 1;
  try {
    await work();
  } catch (cause) {
    run.failures.push({ findingId, cause });
  }
}
