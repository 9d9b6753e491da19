import { NAMES } from '../../../product/names.ts';
import { automaticAccount } from '../automatic.ts';
import { addUser, evaluate } from '../rule.ts';
import { NAMES_OF_USERS } from './events.ts';

/** How many users may be remediated automatically a day. */
export const PER_DAY = 1;

/**
 * A notice as its reader knows it: what it said, when it was accepted, and whether anybody has seen the user
 * without the plan since.
 */
export interface Told {
  readonly userId: string;
  readonly plan: string;
  readonly at: number;
  isVoid: boolean;
}

/** A plan in words: of a message, of the dashboard and of a receipt alike. */
export const planOf = (kept: string, keys: readonly string[]) =>
  `${kept} stays, ${[...keys].toSorted()} goes`;

/** An account, and what its people know: only messages that were accepted, the dashboard and the receipts. */
export async function world(noticeDays: number) {
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

/** The account and its people. */
export type World = Awaited<ReturnType<typeof world>>;

/** Whoever looks at the dashboard sees which notices have lost their plan. */
export async function evaluateAndSee({ account, told }: World): Promise<void> {
  await evaluate(account);
  const rows = account.configRules.results(NAMES.configRule);
  for (const notice of told) {
    const annotation = rows.find(({ resourceId }) => resourceId === notice.userId)?.annotation ?? '';
    const [, kept = '', keys = ''] =
      /Keep (AKIA\w+).*; deactivate (.*)\. (Selected|Named)/.exec(annotation) ?? [];
    if (planOf(kept, keys.match(/AKIA\w+/g) ?? []) !== notice.plan) notice.isVoid = true;
  }
}
