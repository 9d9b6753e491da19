import { enrichFinding } from './enrich.ts';
import type { FindingFailure } from './errors.ts';
import type { ChosenAction, Trigger } from './event.ts';
import type { FindingPlan, LeftReason } from './plan-update.ts';
import { type FindingToRefresh, findingsToRefresh } from './refresh.ts';
import type { SecurityHubServices } from './services.ts';
import { type ActionResult, chosenFindings, startForFinding } from './start-runbooks.ts';

/** What became of the findings of a run. */
export interface FindingsRun {
  /** The findings that were updated; the workflow status is empty where it stays. */
  readonly updated: readonly { readonly findingId: string; readonly workflowStatus: string }[];
  /** How many findings were left as they are, by the reason. */
  readonly left: Readonly<Partial<Record<LeftReason, number>>>;
  /** What became of each finding for which the custom action was chosen. */
  readonly chosen: readonly ActionResult[];
  readonly failures: readonly FindingFailure[];
  /** The number of all findings, those that failed included. */
  readonly findings: number;
}

/** The work while it is being done. */
interface Run {
  readonly updated: { findingId: string; workflowStatus: string }[];
  readonly left: Partial<Record<LeftReason, number>>;
  readonly chosen: ActionResult[];
  readonly failures: FindingFailure[];
  findings: number;
}

/**
 * Updates each finding of a trigger, or starts a runbook for each; one that fails costs the others nothing.
 *
 * Throws `TooManyFindingsError` before anything is started, and what goes wrong in the listing of the
 * findings.
 */
export async function updateOrRemediate(
  trigger: Trigger,
  services: SecurityHubServices,
): Promise<FindingsRun> {
  const run: Run = { updated: [], left: {}, chosen: [], failures: [], findings: 0 };
  await updateOrStartEach(trigger, run, services);
  return run;
}

async function updateOrStartEach(trigger: Trigger, run: Run, services: SecurityHubServices): Promise<void> {
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

/** One finding after the other: GetFindings allows three calls a second only. */
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
