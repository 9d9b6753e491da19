import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { Receipt } from '../../../remediation/receipt.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { type AutomaticAccount, automaticAccount, automaticPass } from '../../support/automatic.ts';
import { activeKeys, deactivate, reactivate } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

const NAMES_OF_USERS = ['alice', 'bob'] as const;

const PER_DAY = 1;

/** What may happen in an account, one after another. */
type Event =
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'evaluate' | 'pass' | 'pause' | 'resume' | 'topicGone' | 'topicBack' }
  | {
      readonly kind:
        | 'keep'
        | 'unkeep'
        | 'exempt'
        | 'unexempt'
        | 'use'
        | 'toggle'
        | 'click'
        | 'undo'
        | 'early';
      readonly user: (typeof NAMES_OF_USERS)[number];
      readonly key: 0 | 1;
    };

const aUser = fc.constantFrom(...NAMES_OF_USERS);
const aKey = fc.constantFrom(0 as const, 1 as const);
const ofUser = (...kinds: Extract<Event, { user: unknown }>['kind'][]) =>
  fc.record({ kind: fc.constantFrom(...kinds), user: aUser, key: aKey });

/** A day of the schedules is more likely than anything else, so that notices come to their end. */
const anEvent: fc.Arbitrary<readonly Event[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<readonly Event[]>([
      { kind: 'hours', hours: 24 },
      { kind: 'evaluate' },
      { kind: 'pass' },
    ]),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 30 }).map((hours) => [{ kind: 'hours', hours } as const]),
  },
  { weight: 2, arbitrary: fc.constantFrom('evaluate', 'pass').map((kind) => [{ kind } as Event]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('pause', 'resume', 'topicGone', 'topicBack')
      .map((kind) => [{ kind } as Event]),
  },
  {
    weight: 4,
    arbitrary: ofUser('keep', 'unkeep', 'exempt', 'unexempt', 'use', 'toggle', 'click', 'undo', 'early').map(
      (event) => [event],
    ),
  },
);

const history = fc.array(anEvent, { minLength: 4, maxLength: 25 }).map((days) => days.flat());

/** A notice as its reader knows it: what it said, when it was accepted, and whether anybody has seen the user without the plan since. */
interface Told {
  readonly userId: string;
  readonly plan: string;
  readonly at: number;
  isVoid: boolean;
}

const planOf = (kept: string, keys: readonly string[]) => `${kept} stays, ${[...keys].toSorted()} goes`;

/** An account, and what its people know: only messages that were accepted, the dashboard and the receipts. */
async function world(noticeDays: number) {
  const told: Told[] = [];
  const state = { isTopicGone: false, isPaused: false };
  const given = await automaticAccount({
    noticeDays,
    automaticPerDay: PER_DAY,
    publish({ event, userId, keptAccessKeyId, accessKeyIds }) {
      if (state.isTopicGone) throw new Error('NotFound');
      const plan = planOf(keptAccessKeyId, accessKeyIds);
      const at = given.account.clock.now().getTime();
      if (event === 'Noticed') told.push({ userId, plan, at, isVoid: false });
      return { outcome: 'Accepted' };
    },
  });
  const users = NAMES_OF_USERS.map((name) => addUser(given.account, name, 2));
  return { ...given, told, state, users };
}

type World = Awaited<ReturnType<typeof world>>;

/** Whoever looks at the dashboard sees which notices have lost their plan. */
async function evaluateAndSee({ account, told }: World): Promise<void> {
  await evaluate(account);
  const rows = account.configRules.results(NAMES.configRule);
  for (const notice of told) {
    const annotation = rows.find(({ resourceId }) => resourceId === notice.userId)?.annotation ?? '';
    const [, kept = '', keys = ''] =
      /Keep (AKIA\w+).*; deactivate (.*)\. (Selected|Named)/.exec(annotation) ?? [];
    if (planOf(kept, keys.match(/AKIA\w+/g) ?? []) !== notice.plan) notice.isVoid = true;
  }
}

async function play(given: World, event: Event): Promise<void> {
  const { account, state, users } = given;
  const { backdoor, clock } = account;
  switch (event.kind) {
    case 'hours':
      clock.advance(event.hours * HOUR_MS);
      return;
    case 'evaluate':
      return evaluateAndSee(given);
    case 'pass':
      await automaticPass(account).catch(() => {});
      return;
    case 'pause':
      account.parameters.put(NAMES.pauseParameter, 'an incident');
      state.isPaused = true;
      return;
    case 'resume':
      await resume(account);
      state.isPaused = false;
      return;
    case 'topicGone':
    case 'topicBack':
      state.isTopicGone = event.kind === 'topicGone';
      return;
    default: {
      const { userId, keys } = users[NAMES_OF_USERS.indexOf(event.user)] ??
        users[0] ?? { userId: '', keys: [] };
      await act(account, event, { userId, key: keys[event.key] ?? '' });
    }
  }
  function resume(of: SandboxAccount) {
    const { ssm } = of.connect({ principal: 'operator' });
    return ssm.send(new DeleteParameterCommand({ Name: NAMES.pauseParameter })).catch(() => {});
  }
  function act(
    of: SandboxAccount,
    { kind, user }: Extract<Event, { user: unknown }>,
    { userId, key }: { readonly userId: string; readonly key: string },
  ): unknown {
    const isActive = activeKeys(of, user).includes(key);
    switch (kind) {
      case 'keep':
        return backdoor.tagUser(user, { 'one-active-key:keep': key });
      case 'unkeep':
        return backdoor.untagUser(user, ['one-active-key:keep']);
      case 'exempt':
        return backdoor.tagUser(
          user,
          exemptUntil(new Date(clock.now().getTime() + 5 * DAY_MS).toISOString().slice(0, 10)),
        );
      case 'unexempt':
        return backdoor.untagUser(user, Object.keys(exemptUntil('')));
      case 'use':
        return backdoor.useKey(key, { at: clock.now(), service: 's3', region: 'us-east-1' });
      case 'toggle':
        return backdoor.setKeyStatus(key, isActive ? 'Inactive' : 'Active');
      case 'click':
        return deactivate(of, userId).catch(() => {});
      case 'early':
        return deactivate(of, userId, { automatic: 'true' }).catch(() => {});
      case 'undo':
        return reactivate(of, userId, key, { exemptForDays: '0', force: 'true' }).catch(() => {});
    }
  }
}

/** The automatic deactivations among receipts. */
const automaticOnes = (receipts: readonly Receipt[]): readonly Receipt[] =>
  receipts.filter(
    ({ outcome, parameters }) => outcome === 'Deactivated' && parameters['automatic'] === 'true',
  );

const receiptsIn = ({ deployment }: AutomaticAccount): readonly Receipt[] =>
  deployment.lines.remediation.flatMap((line) => ('outcome' in line ? [line] : []));

function assertLawful({ told, state, ...given }: World, noticeDays: number, before: number): number {
  const done = automaticOnes(receiptsIn(given)).slice(before);
  for (const { userId, keptAccessKeyId, deactivatedAccessKeyIds, at } of done) {
    const plan = planOf(keptAccessKeyId, deactivatedAccessKeyIds);
    const old = told.filter((each) => each.userId === userId && each.plan === plan && !each.isVoid);
    expect(old.some((each) => Date.parse(at) - each.at >= noticeDays * DAY_MS)).toBe(true);
    expect(state.isPaused).toBe(false);
    for (const each of old) each.isVoid = true;
  }
  return before + done.length;
}

describe('the law of notices', () => {
  it.each([1, 3])(
    'no automatic deactivation without a notice of that very plan at least %i days old, none while paused, and no more than allowed a day',
    async (noticeDays) => {
      let acts = 0;
      await fc.assert(
        fc.asyncProperty(history, async (events) => {
          const given = await world(noticeDays);
          let seen = 0;
          for (const event of events) {
            await play(given, event);
            seen = assertLawful(given, noticeDays, seen);
          }
          const days = automaticOnes(receiptsIn(given)).map(({ at }) => at.slice(0, 10));
          expect(new Set(days).size * PER_DAY).toBeGreaterThanOrEqual(days.length);
          acts += seen;
        }),
        { numRuns: 150, seed: 20_261_129 },
      );
      // A law about nothing would prove nothing.
      expect(acts).toBeGreaterThan(20);
    },
    60_000,
  );
});
