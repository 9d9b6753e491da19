import { describe, expect, it } from 'vitest';
import { DAY } from '../../policy/policy.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { raised } from './alarms.ts';
import { CAUSES, faultsOf, type Watch, watch } from './faults.ts';
import { type Course, type Ended, run } from './run-function.ts';
import type { Scenario, Scene } from './scenario.ts';
import { rule, scheduled } from './scenarios/rule.ts';
import { EXTENTS, type Extent, quoted, type Row, readTable, titleOf } from './table.ts';

const rows = readTable();
const operationOf = (label: string) => label.split(' ')[0]?.split(':')[1] ?? '';

/** How often a scenario makes each call while nothing fails, by label. */
async function callsOf(scenario: Scenario): Promise<Map<string, number>> {
  const scene = await scenario.set();
  const seen = watch(scene.account, scenario.labels);
  await run(scene.account, scenario.sender, scene.event, seen);
  const counts = new Map<string, number>();
  const labels = seen.labels.filter((label) => scenario.about?.test(label) ?? true);
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** One fault at one call: the word is the table's. */
interface Injection {
  readonly label: string;
  readonly index: number;
  readonly word: string;
  readonly fault: Fault;
  readonly extent: Extent;
}

async function inject(
  row: Row,
  scenario: Scenario,
  { label, index, word, fault, extent }: Injection,
): Promise<Watch> {
  const scene = await scenario.set();
  const attempts = scenario.sender.sdkAttempts;
  const seen = watch(scene.account, scenario.labels, { label, index, fault, extent, attempts });
  const course = await run(scene.account, scenario.sender, scene.event, seen);
  expect(seen.isMet).toBe(true);
  scene.assertCourse(course);
  assertReport(row, word, course.first);
  expect(course.first.failed).toBe(row.fails === 'yes');
  const isMadeUpFor = course.first.failed && !course.last.failed;
  if (isMadeUpFor) expect(extent).toBe('once');
  else for (const words of row.left) await factOf(scene, words)();
  expect(alarmsAndMessagesOf(scenario, course)).toEqual(isMadeUpFor ? [] : row.tells.toSorted());
  seen.end();
  await heal(isMadeUpFor ? 'nothing to do' : row.heals, scenario, { scene, course, seen });
  return seen;
}

function factOf({ left }: Scene, words: string): () => void | Promise<void> {
  const fact = left[words];
  if (!fact) throw new Error(`docs/failures.md: nothing is known of "${words}"`);
  return fact;
}

/** The first word in quotes is the outcome or the error, or else it is AWS's own; the others are in the text. */
function assertReport({ reported }: Row, word: string, { failed, errorType, message, answer }: Ended): void {
  const [name, ...texts] = quoted(reported);
  const cause = CAUSES[word];
  if (!failed) expect(name).toBe(answer['outcome'] ?? 'success');
  else if (reported.startsWith('AWS’s error')) expect(errorType).toMatch(cause ?? /./);
  else expect(errorType).toBe(name);
  for (const text of texts) expect(message).toContain(text);
  if (reported.includes('the cause')) expect(`${errorType} ${message}`).toMatch(cause ?? /./);
}

const MESSAGE = 'A runbook of One Active Key did not succeed';

function alarmsAndMessagesOf({ sender, isRunbook }: Scenario, { attempts, last }: Course): string[] {
  const errors = attempts.filter(({ failed }) => failed).length;
  const dropped = sender.isAsynchronous && last.failed ? 1 : 0;
  const message = isRunbook && last.failed ? [MESSAGE] : [];
  return [...raised(sender.functionName, errors, dropped), ...message].toSorted();
}

interface FinishedRun {
  readonly scene: Scene;
  readonly course: Course;
  readonly seen: Watch;
}

async function heal(how: string, scenario: Scenario, { scene, course, seen }: FinishedRun): Promise<void> {
  const again = async (milliseconds: number, event: unknown = scene.event) => {
    scene.account.clock.advance(milliseconds);
    return (await run(scene.account, scenario.sender, event, seen)).last;
  };
  const ways: Readonly<Record<string, () => Promise<Ended>>> = {
    'nothing to do': async () => course.last,
    'start again': () => again(1_000),
    'start again after six minutes': () => again(360_000),
    'by hand': async () => course.last,
    'the next daily pass': () => again(DAY),
    'the next schedule': async () =>
      scenario === rule ? again(DAY, await scheduled(scene.account)) : course.last,
  };
  const way = ways[how];
  if (!way) throw new Error(`docs/failures.md: expected a recovery that the tests know; received "${how}"`);
  const ended = await way();
  if (how !== 'by hand') await scene.assertEnd(ended);
}

/** The faults to inject for a row: each fault at each of its calls, once and always. */
function injectionsOf(row: Row, word: string, counts: ReadonlyMap<string, number>): Injection[] {
  return row.calls.flatMap((label) =>
    (faultsOf(operationOf(label))[word] ?? []).flatMap((fault, variant) => {
      // One form of a malformed answer meets every call, the others the first one.
      const met = word === 'malformed' && variant > 0 ? 1 : (counts.get(label) ?? 0);
      const indices = Array.from({ length: met }, (_, index) => index);
      return row.extents.flatMap((extent) => indices.map((index) => ({ label, index, word, fault, extent })));
    }),
  );
}

/** Every fault of every call: the table must have all of them. */
function* everythingOf(calls: Iterable<string>): Generator<string> {
  for (const label of calls) {
    for (const word of Object.keys(faultsOf(operationOf(label)))) {
      for (const extent of EXTENTS) yield `${label}: ${extent}: ${word}`;
    }
  }
}

/** The same, as the table has it. */
function* listedBy({ calls, extents, faults }: Row): Generator<string> {
  for (const label of calls) {
    for (const extent of extents) for (const word of faults) yield `${label}: ${extent}: ${word}`;
  }
}

/** Plays a scenario by the rows that docs/failures.md has of it. */
export function injectFaultsOf(scenario: Scenario): void {
  const own = rows.filter((row) => row.scenario === scenario.name);
  const calls = callsOf(scenario);
  describe(scenario.name, () => {
    it('docs/failures.md has every fault of every call, once each', async () => {
      const listed = own.flatMap((row) => [...listedBy(row)]);
      expect(listed.toSorted()).toEqual([...everythingOf((await calls).keys())].toSorted());
    });
    for (const row of own) {
      it.each(row.faults)(`${titleOf(row)}: %s`, async (word) => {
        for (const each of injectionsOf(row, word, await calls)) {
          await inject(row, scenario, each).catch((cause: unknown) => {
            throw new Error(JSON.stringify(each), { cause });
          });
        }
      });
    }
  });
}
