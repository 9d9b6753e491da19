import { NAMES } from '../../../product/names.ts';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { NOW } from '../../support/users.ts';
import { createActors } from '../engine/actors.ts';
import type { ClientServices } from '../engine/clients.ts';
import { createLandings } from '../engine/landings.ts';
import { createOutdatedReads } from '../engine/outdated-reads.ts';
import type { World } from '../engine/world.ts';
import type { Product } from '../product.ts';
import { checkAfterwards, type Verdicts } from './afterwards.ts';
import { type Cast, createCast, firstNotificationOf } from './cast.ts';
import { createHistory, textOf } from './history.ts';
import { act, actsBefore, CONSOLE } from './people.ts';
import { prepare, USER_IDS } from './prepare.ts';
import { brokenAfterwards, brokenByCourse } from './promises.ts';
import type { RuleScenario } from './scenario.ts';
import { createStarts } from './starts.ts';
import { watch } from './watch.ts';

const MINUTE_MS = 60_000;

/**
 * For how long IAM may show what was before a change: an evaluation is scheduled 20 seconds after it at the
 * earliest.
 */
const MAX_LATENESS_MS = 20_000;

/** The names of the users by their ids. */
const NAMES_BY_ID = new Map(Object.entries(USER_IDS).map(([name, id]) => [id, name]));

/** Creates the world of a scenario. `verdicts` remembers what became of ends that several courses share. */
export function createRuleWorld(
  product: Product,
  scenario: RuleScenario,
  verdicts: Verdicts = new Map(),
): World {
  const reads = createOutdatedReads();
  const account = createSandboxAccount({ startAt: NOW, random: reads.random, consistencyLagMs: reads.maxMs });
  const { clock, backdoor, tables } = account;
  const rules = prepare(account, scenario);
  const [actors, landings, history] = [createActors(clock), createLandings(clock), createHistory()];
  const now = () => clock.now().getTime();
  const starts = createStarts(now);
  let changedAt = Number.NEGATIVE_INFINITY;
  const watched = watch(account, history, {
    onStart(rule, by) {
      starts.add(rule, by);
      const source = by === CONSOLE ? 'the console' : 'our start';
      cast.notify(rule, source, firstNotificationOf(now()), by === CONSOLE ? '' : by);
    },
    onSchedule: (at, input) => cast.due(at, input),
    onRuleNoted: starts.note,
  });
  const lastChangeAt = (service: string) => (service === 'iam' ? changedAt : watched.writtenAt());
  const services: ClientServices = {
    account,
    landLater: (land, _, request) =>
      landings.add(async () => {
        await land();
        watched.look();
      }, request),
    outdated: (read, service) => reads.during(now() - lastChangeAt(service) + 1, read),
    isLate: () => false,
    onCall: watched.note,
  };
  const cast: Cast = createCast({
    product,
    services,
    actors,
    history,
    rules,
    events: scenario.events ?? 1,
    deliveries: scenario.deliveries ?? 1,
    isUnnoted: starts.isUnnoted,
    onNotification(token, notification, at) {
      starts.end(notification.rule);
      watched.notify(token, notification, at);
    },
  });
  const [rule = ''] = rules;
  const scene = { account, actors, history, starts, cast, rule };
  for (const minute of scenario.scheduledMinutes ?? []) {
    cast.notify(rule, 'the schedule', NOW.getTime() + minute * MINUTE_MS);
  }
  for (const what of scenario.begin) void act(scene, what);
  const iamText = () =>
    backdoor.users().map(({ userId, userName }) => [userName, backdoor.keysOf(userId).length]);
  const world: World = {
    clock,
    actors,
    landings,
    acts: (next) => actsBefore(scene, scenario.acts, next),
    async act(what) {
      if (isChange(what)) changedAt = now();
      await act(scene, what);
      watched.look();
    },
    // No run changes IAM or the rules: what others do before such a read, they may as well do after it.
    switchesBefore: ({ call }) => call?.service !== 'iam' && call?.operation !== 'DescribeConfigRules',
    landsBefore: ({ call }) => call?.service !== 'iam',
    canBeOutdated: (service) => lastChangeAt(service) > now() - MAX_LATENESS_MS,
    observe: async () => watched.look(),
    text: () =>
      [
        watched.text(),
        watched.dashboard(rules),
        JSON.stringify([iamText(), changedAt]),
        starts.text(),
        textOf(history, (run) => landings.count > 0 || isAlive(world, run)),
      ].join('\n'),
    // AWS Config's results say what the runs did.
    told: () => rules.map((each) => `${each}: ${JSON.stringify(account.configRules.results(each))}`),
    broken: () => history.broken,
    async brokenAtTheEnd() {
      const end = () => ({ history, rules, names: NAMES_BY_ID, notes: notesIn(tables) });
      const atOnce = brokenByCourse(end());
      if (atOnce.length > 0 || history.isExhausted) return atOnce;
      return checkAfterwards({ world, cast, rules, broken: () => brokenAfterwards(end()), verdicts });
    },
  };
  return world;
}

const isChange = (act: string): boolean => act !== 'console' && act !== 'lose-notification';

const isAlive = ({ actors }: World, run: string): boolean =>
  actors.all.some(({ name, pending }) => name === run && pending.length > 0);

/** The kinds of the notes of changed users that the ledger has. */
const notesIn = (tables: ReturnType<typeof createSandboxAccount>['tables']): readonly string[] =>
  tables
    .itemsOf(NAMES.sandboxLedger)
    .flatMap(({ pk }) =>
      pk && 'S' in pk && ['CHANGED', 'PENDING'].includes(pk.S ?? '') ? [String(pk.S)] : [],
    );
