import { describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { isWholeRun } from '../support/runs.ts';
import { alarmsRaisedBy } from './alarms.ts';
import { CAUSES } from './causes.ts';
import { faultsOf, recordCalls } from './faults.ts';
import { findAdvice, headingOf } from './page.ts';
import { recover } from './recover.ts';
import { type Course, type InvocationResult, run } from './run-function.ts';
import type { Scenario, Scene } from './scenario.ts';
import { EXTENTS, type Extent, quoted, type Row, readTable, titleOf } from './table.ts';

const rows = readTable();

/** The number of calls that a scenario makes without faults, by label. */
async function callsOf(scenario: Scenario): Promise<Map<string, number>> {
  const scene = await scenario.prepare();
  const log = recordCalls(scene.account, scenario.labels);
  await run(scene.account, scenario.sender, scene.event, log);
  const counts = new Map<string, number>();
  const labels = log.labels.filter((label) => scenario.faultyCalls?.test(label) ?? true);
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** One fault at one call. */
interface Injection {
  readonly label: string;
  readonly index: number;
  /** The name of the fault in faults.md. */
  readonly faultName: string;
  readonly fault: Fault;
  readonly extent: Extent;
}

async function inject(
  row: Row,
  scenario: Scenario,
  { label, index, faultName, fault, extent }: Injection,
): Promise<void> {
  const scene = await scenario.prepare();
  const attempts = scenario.sender.sdkAttempts;
  const log = recordCalls(scene.account, scenario.labels, { label, index, fault, extent, attempts });
  const course = await run(scene.account, scenario.sender, scene.event, log);
  expect(log.hasOccurred).toBe(true);
  scene.assertInvariants(course);
  assertReport(row, faultName, course.first);
  assertAdvice(row, course.first);
  expect(course.first.failed).toBe(row.fails === 'yes');
  const retrySucceeded = course.first.failed && !course.last.failed;
  log.removeFault();
  // A retry has its own way in, or finds that the lost call took effect.
  if (retrySucceeded) expect(extent === 'once' || row.recovery === 'nothing to do').toBe(true);
  else for (const state of row.leftBehind) await stateAssertionOf(scene, state)();
  expect(alarmsAndMessagesOf(scenario, course)).toEqual(
    retrySucceeded ? alarmsBeforeSuccess(row, course) : row.alarmsAndMessages.toSorted(),
  );
  await recover(retrySucceeded ? 'nothing to do' : row.recovery, scenario, { scene, course, log });
}

/** One failed attempt raises no alarm; several do, and yet no event is dropped. */
const alarmsBeforeSuccess = ({ alarmsAndMessages }: Row, { attempts }: Course): string[] =>
  attempts.length > 2 ? alarmsAndMessages.filter((name) => !name.endsWith('-dropped')) : [];

function stateAssertionOf({ leftBehind }: Scene, state: string): () => void | Promise<void> {
  const assertion = leftBehind[state];
  if (!assertion) {
    throw new Error(`faults.md: expected a state that the scenario can check; received "${state}"`);
  }
  return assertion;
}

/**
 * Before the colon is the outcome, or the names that the error may have; the message contains the texts after
 * it.
 */
function assertReport(
  { reported }: Row,
  faultName: string,
  { failed, errorType, message, answer }: InvocationResult,
): void {
  const [head = '', ...rest] = reported.split(':');
  const names = quoted(head);
  const texts = quoted(rest.join(':'));
  const cause = CAUSES[faultName];
  // The message of several errors names each of them.
  const errors = errorType === 'AggregateError' ? message : errorType;
  if (!failed) expect(names).toEqual([answer['outcome'] ?? 'success']);
  else if (reported.startsWith('AWS’s error')) expect(errors).toMatch(cause ?? /./);
  else expect(names.some((name) => errors.includes(name))).toBe(true);
  for (const text of texts) expect(message).toContain(text);
  if (reported.includes('the cause')) expect(`${errorType} ${message}`).toMatch(cause ?? /./);
}

/** Somebody who looks up the error in docs/failures.md is told to do what the row says. */
function assertAdvice(row: Row, { failed, errorType, message }: InvocationResult): void {
  const advice = findAdvice(headingOf(row), (text) => `${errorType}: ${message}`.includes(text));
  if (failed) expect(advice?.recoveries, advice?.title).toContain(row.recovery);
}

const MESSAGE = 'A runbook of One Active Key did not succeed';

function alarmsAndMessagesOf({ sender, isRunbook }: Scenario, { attempts, last }: Course): string[] {
  const errors = attempts.filter(({ failed }) => failed).length;
  const dropped = sender.isAsynchronous && last.failed ? 1 : 0;
  const message = isRunbook && last.failed ? [MESSAGE] : [];
  return [...alarmsRaisedBy(sender.functionName, errors, dropped), ...message].toSorted();
}

/** The injections of a row: the fault at each of its calls, in each extent. */
function injectionsOf(row: Row, faultName: string, counts: ReadonlyMap<string, number>): Injection[] {
  return row.calls.flatMap((label) =>
    (faultsOf(label)[faultName] ?? []).flatMap((fault, variant) => {
      // To save time, only the first form of an answer is injected at every call and in each extent.
      const isFurtherForm = faultName !== 'lost' && variant > 0;
      const callCount = isFurtherForm ? 1 : (counts.get(label) ?? 0);
      const indices = Array.from({ length: callCount }, (_, index) => index);
      return row.extents
        .slice(0, isFurtherForm ? 1 : undefined)
        .flatMap((extent) => indices.map((index) => ({ label, index, faultName, fault, extent })));
    }),
  );
}

/** Every fault of every call, in each extent: the table must have all of them. */
function* allFaultsOf(calls: Iterable<string>): Generator<string> {
  for (const label of calls) {
    for (const name of Object.keys(faultsOf(label))) {
      for (const extent of EXTENTS) yield `${label}: ${extent}: ${name}`;
    }
  }
}

/** The faults that a row of the table has. */
function* faultsListedBy({ calls, extents, faults }: Row): Generator<string> {
  for (const label of calls) {
    for (const extent of extents) for (const name of faults) yield `${label}: ${extent}: ${name}`;
  }
}

/**
 * The SDK repeats a failing and a reset call as it repeats a throttled one, so the fast lane leaves the two
 * out.
 */
const isInLane = (faultName: string): boolean => isWholeRun || !['500', 'reset'].includes(faultName);

/** Declares the tests of a scenario: one test for each fault of each of its rows in faults.md. */
export function injectFaultsOf(scenario: Scenario): void {
  const scenarioRows = rows.filter((row) => row.scenario === scenario.name);
  const calls = callsOf(scenario);
  describe(scenario.name, () => {
    it('faults.md has each fault of each call exactly once', async () => {
      const listed = scenarioRows.flatMap((row) => [...faultsListedBy(row)]);
      expect(listed.toSorted()).toEqual([...allFaultsOf((await calls).keys())].toSorted());
    });
    for (const row of scenarioRows) {
      it.each(row.faults.filter(isInLane))(`${titleOf(row)}: %s`, async (faultName) => {
        for (const each of injectionsOf(row, faultName, await calls)) {
          await inject(row, scenario, each).catch((cause: unknown) => {
            throw new Error(JSON.stringify(each), { cause });
          });
        }
      });
    }
  });
}
