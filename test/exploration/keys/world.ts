import { createSandboxAccount } from '../../../sandbox/account.ts';
import type { Operations } from '../../../sandbox/api.ts';
import { NOW } from '../../support/users.ts';
import { type Actors, createActors } from '../engine/actors.ts';
import type { ClientServices } from '../engine/clients.ts';
import { createLandings } from '../engine/landings.ts';
import { createOutdatedReads } from '../engine/outdated-reads.ts';
import { isRepeated } from '../engine/treatments.ts';
import type { World } from '../engine/world.ts';
import type { Product } from '../product.ts';
import { isPossible, type Meaning, perform, type Scene } from './acts.ts';
import { brokenAfterwards, type Verdicts } from './afterwards.ts';
import { createEvents } from './events.ts';
import { createHistory, type Past } from './history.ts';
import { DEACTIVATED_AT, prepare } from './prepare.ts';
import {
  brokenByChange,
  brokenByCourse,
  brokenByWrongUser,
  isLockedOutSilently,
  mayMistakeName,
} from './promises.ts';
import { LIFE_MS, run } from './runs.ts';
import type { Act, KeyScenario, RunSpec } from './scenario.ts';
import { watch } from './watch.ts';

/** Creates the world of a scenario. `verdicts` remembers what became of ends that several courses share. */
export function createKeyWorld(product: Product, scenario: KeyScenario, verdicts: Verdicts): World {
  const reads = createOutdatedReads();
  const account = createSandboxAccount({
    startAt: NOW,
    random: reads.random,
    consistencyLagMs: reads.maxMs,
    shortPages: scenario.hasShortPages ?? false,
  });
  const scene = prepare(account, scenario);
  const { hasEvents = true, isDisturbed = false } = scenario;
  const [actors, landings, past] = [
    createActors(account.clock),
    createLandings(account.clock),
    createHistory(hasEvents),
  ];
  if (isDisturbed) past.disturb('by what is assumed');
  const lateMs = new Map(
    scenario.runs.map(({ lateSeconds = 0 }, index) => [NAMES_OF_RUNS[index] ?? '', lateSeconds * 1_000]),
  );
  const broken: string[] = [];
  const facts = {
    hasEvents,
    maxLatenessMs: Math.max(...lateMs.values()) || reads.maxMs,
    deactivatedAt: DEACTIVATED_AT[scenario.begin]?.getTime(),
  };
  const watched = watch(
    scene,
    past,
    (made) => broken.push(...brokenByChange(past.history, { ...made, ...facts })),
    (run) => broken.push(...brokenByWrongUser(past.history, run)),
  );
  let observedAt = account.clock.now().getTime();
  const observe = async (by: string, meant?: Meaning) => {
    const now = account.clock.now().getTime();
    const isAnybodyAtWork = past.history.kinds.size > past.history.results.length;
    // A run that was held up for so long may find that its time is over.
    if (isAnybodyAtWork && now - observedAt > LONGEST_PAUSE_MS) past.disturb('slow');
    observedAt = now;
    watched.look(by, meant);
    if (await events.deliver()) watched.lookAgain();
  };
  const canBeOutdated = (service: string) =>
    watched.lastChangeAt(service) > account.clock.now().getTime() - reads.maxMs;
  const services: ClientServices = {
    account,
    isLate: (actor, { service }) =>
      watched.lastChangeBy() !== actor &&
      account.clock.now().getTime() - watched.lastChangeAt(service) < (lateMs.get(actor) ?? 0),
    landLater: (land, by, request) =>
      landings.add(async () => {
        watched.expectChange('iam');
        watched.expectChange('dynamodb');
        await land();
        await observe(by);
      }, request),
    outdated: (read, service) =>
      reads.during(account.clock.now().getTime() - watched.lastChangeAt(service) + 1, read),
    onCall: (actor, call, treatment, repeating) => {
      if (treatment) past.fail(actor);
      // A run does not notice an attempt that the client repeats with success.
      if (treatment && !isRepeated(treatment, repeating)) past.disturb(treatment);
      watched.note(actor, call, treatment);
    },
  };
  const events = createEvents(product, services, hasEvents);
  const cast = { product, services, scene, past };
  for (const [index, run] of scenario.runs.entries())
    addRun(actors, cast, { ...run, name: NAMES_OF_RUNS[index] ?? '' });
  account.addOperations('ssm', startsDeletions(actors, cast));
  return {
    clock: account.clock,
    actors,
    landings,
    acts: ({ call }) =>
      call?.service === 'iam' ? scenario.acts.filter((act) => isPossible(scene, act)) : [],
    async act(what) {
      past.disturb('person');
      watched.expectChange('iam');
      await observe('person', perform(scene, what as Act));
    },
    landsBefore: ({ call }) => call?.service === 'iam' || call?.service === 'dynamodb',
    canBeOutdated,
    observe,
    text: () => [watched.text(), past.history.text()].join('\n'),
    told: () => past.history.results.map(({ run, kind, outcome }) => `${run} (${kind}): ${outcome}`),
    broken: () => broken.map((each) => withNames(each, scene)),
    async brokenAtTheEnd() {
      const statuses = watched.statuses();
      const hasToTell = isLockedOutSilently(past.history, statuses);
      const end = {
        product,
        scene,
        text: watched.text(),
        verdicts,
        hasToTell,
        mayMistakeName: mayMistakeName(past.history),
      };
      const byCourse = brokenByCourse(past.history, statuses, watched.exists());
      return [...byCourse, ...(await brokenAfterwards(end))].map((each) => withNames(each, scene));
    },
  };
}

/** The sentence with the names of the keys, as scenarios and schedules have them. */
const withNames = (sentence: string, { keys }: Scene): string =>
  Object.entries(keys).reduce((text, [name, id]) => text.replaceAll(id, name), sentence);

const MINUTE_MS = 60_000;

/** The longest pause of a run: that of a rollback. */
const LONGEST_PAUSE_MS = 60_000;

const NAMES_OF_RUNS = ['A', 'B', 'C'];

interface Cast {
  readonly product: Product;
  readonly services: ClientServices;
  readonly scene: Scene;
  readonly past: Past;
}

function addRun(
  actors: Actors,
  { product, services, scene, past }: Cast,
  { name, kind, fromMinutes = 0, skewMinutes = 0 }: RunSpec & { readonly name: string },
): void {
  actors.add({
    name,
    from: Math.max(scene.account.clock.now().getTime(), NOW.getTime() + fromMinutes * MINUTE_MS),
    lifeMs: LIFE_MS,
    perform: async (actor) => {
      past.begin(name, kind);
      const { userId, keys } = scene;
      past.end(await run(product, services, actor, { kind, userId, keys, skewMs: skewMinutes * MINUTE_MS }));
    },
  });
}

/** Systems Manager as the daily pass uses it: each execution that it starts is one more run. */
function startsDeletions(actors: Actors, cast: Cast): Operations {
  let count = 0;
  return {
    StartAutomationExecution: () => {
      count += 1;
      addRun(actors, cast, { name: `X${count}`, kind: 'delete' });
      return { AutomationExecutionId: `4105a4fc-f944-11e6-9d32-0a1b2c3d49${10 + count}` };
    },
  };
}
