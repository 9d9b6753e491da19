import { isRecord, shown } from '../document/checks.ts';
import { StepFailure } from '../execution/failure.ts';
import type { ScriptRunner } from './script-runner.ts';

/**
 * What happens to a script if no Python is found: `fail` fails the step, `passThrough` reads the outputs of
 * the step from the input payload of the script.
 */
export type WithoutPython = 'fail' | 'passThrough';

/** Fails every script step, since no Python was found. */
export const refuseScripts: ScriptRunner = async () => {
  throw new StepFailure('aws:executeScript needs python3 on the PATH; none was found');
};

const PASSED_THROUGH =
  'python3 not found: the script was not run; the outputs were read from its input payload';

/**
 * Runs no script, and says so in the note. Reads each output from the payload that is the only event of the
 * script: the member of the output's name, without regard to case; a list and an object are joined by commas.
 * A payload without such a member fails the step.
 */
export const readPayloadDirectly: ScriptRunner = async ({ events, outputNames }) => {
  const payload = parsePayload(isRecord(events) ? Object.values(events)[0] : undefined);
  const members = new Map(Object.entries(payload).map(([name, value]) => [name.toLowerCase(), value]));
  const value = Object.fromEntries(
    outputNames.map((name) => [name, asText(members.get(name.toLowerCase()))]),
  );
  const missing = outputNames.filter((name) => !members.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new StepFailure(`Expected a payload with ${missing.join(', ')}; received ${shown(payload)}`);
  }
  return { value, note: PASSED_THROUGH };
};

function parsePayload(payload: unknown): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    if (isRecord(parsed)) return parsed;
  } catch {
    // A payload that is not JSON is refused like any other wrong payload.
  }
  throw new StepFailure(`Expected a payload with named values; received ${shown(payload)}`);
}

function asText(value: unknown): string {
  const members = isRecord(value)
    ? Object.keys(value)
        .toSorted()
        .map((name) => `${name}=${value[name] || 'none'}`)
    : value;
  return (Array.isArray(members) ? members.join(', ') : String(members ?? '')) || 'none';
}
