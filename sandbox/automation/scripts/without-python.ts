import { isRecord, shown } from '../document/checks.ts';
import { StepFailure } from '../execution/failure.ts';
import type { ScriptRunner } from './script-runner.ts';

/** What becomes of a script where there is no Python to run it. */
export type WithoutPython = 'fail' | 'passThrough';

/** Fails every script step: no Python was found. */
export const refuseScripts: ScriptRunner = async () => {
  throw new StepFailure('aws:executeScript needs python3 on the PATH; none was found');
};

/** Says of a step that its script was not run. */
const PASSED_THROUGH =
  'python3 not found: the script was not run; the outputs were read from the receipt directly';

/**
 * Runs no script, and says so. It finds each wanted output in the receipt that the script would have read, the only
 * event of the script, by the name without regard to case; a receipt has every field, so that a payload without one
 * (the error of a function, for one) fails the step.
 */
export const readReceiptDirectly: ScriptRunner = async ({ events, wanted }) => {
  const receipt = parsed(isRecord(events) ? Object.values(events)[0] : undefined);
  const fields = new Map(Object.entries(receipt).map(([name, value]) => [name.toLowerCase(), value]));
  const value = Object.fromEntries(wanted.map((name) => [name, written(fields.get(name.toLowerCase()))]));
  const missing = wanted.filter((name) => !fields.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new StepFailure(`Expected a receipt with ${missing.join(', ')}; received ${shown(receipt)}`);
  }
  return { value, note: PASSED_THROUGH };
};

function parsed(payload: unknown): Readonly<Record<string, unknown>> {
  try {
    const receipt: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    if (isRecord(receipt)) return receipt;
  } catch {
    // Not JSON: no receipt either.
  }
  throw new StepFailure(`Expected a receipt; received ${shown(payload)}`);
}

function written(value: unknown): string {
  return (Array.isArray(value) ? value.join(', ') : String(value ?? '')) || 'none';
}
