import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { addUser, deployed, evaluate } from '../../support/rule.ts';

const EXEMPT = { 'one-active-key:exempt-until': '2027-01-01', 'one-active-key:exempt-reason': 'migration' };

const DAY_MS = 86_400_000;

/** Longer than a run reads, shorter than it waits for the second listing. */
const OVER_THE_READING_MS = 880_000;

/** From now on, the time for reading is over when a run begins to read its n-th user. */
function stopReadingAtUser(account: SandboxAccount, n: number): { startRun(): void } {
  let read = 0;
  account.faults.add(({ operation }) => {
    if (operation !== 'ListAccessKeys') return undefined;
    read += 1;
    return read === n ? { kind: 'delay', ms: OVER_THE_READING_MS } : undefined;
  });
  return {
    startRun: () => {
      read = 0;
    },
  };
}

/** A hundred users: a third has two keys, a fifth of all is exempt. */
function populate(account: SandboxAccount, users: number, share: { readonly exempt: number }): void {
  for (let n = 0; n < users; n += 1) {
    const name = `user-${1_000 + n}`;
    const isExempt = (n * 7) % 100 < share.exempt * 100;
    addUser(account, name, isExempt || n % 3 === 0 ? 2 : 1);
    if (isExempt) account.backdoor.tagUser(name, EXEMPT);
  }
}

const recordedAt = ({ configRules }: SandboxAccount) =>
  new Map(configRules.results(NAMES.configRule).map((each) => [each.resourceId, each.recordedAt.getTime()]));

/**
 * The longest number of runs that each user waited for a report, and the smallest share of users that a run
 * reported.
 */
async function waitsOf(account: SandboxAccount, runs: number, perRun: number) {
  const limit = stopReadingAtUser(account, perRun);
  const users = account.backdoor.users().map(({ userId }) => userId);
  const waiting = new Map(users.map((id) => [id, 0]));
  const longest = new Map(waiting);
  let share = 1;
  for (let run = 0; run < runs; run += 1) {
    account.clock.advance(DAY_MS - OVER_THE_READING_MS);
    const before = recordedAt(account);
    limit.startRun();
    expect(await evaluate(account)).toContain('DeadlineError');
    const after = recordedAt(account);
    const reported = users.filter((id) => after.get(id) !== before.get(id));
    share = Math.min(share, reported.length / users.length);
    for (const id of users) waiting.set(id, reported.includes(id) ? 0 : (waiting.get(id) ?? 0) + 1);
    for (const id of users) longest.set(id, Math.max(longest.get(id) ?? 0, waiting.get(id) ?? 0));
  }
  return { longest, share };
}

describe('over runs that cannot reach everybody in time, nobody starves', () => {
  const cases = ['All', 'Changes'].flatMap((reporting) =>
    [0, 0.2, 0.6].flatMap((exempt) => [40, 70].map((perRun) => ({ reporting, exempt, perRun }))),
  );
  it.each(cases)(
    'reporting $reporting, $exempt of the users exempt, at most $perRun of 100 users a run',
    async ({ reporting, exempt, perRun }) => {
      const { account } = deployed({ parameters: { reporting } });
      populate(account, 100, { exempt });
      await evaluate(account);
      const { longest, share } = await waitsOf(account, 14, perRun);
      const runs = Math.ceil(1 / share);
      const exemptIds = new Set(
        account.backdoor
          .users()
          .filter(({ userName }) => Object.keys(account.backdoor.tagsOf(userName)).length > 0)
          .map(({ userId }) => userId),
      );
      for (const [id, waited] of longest) {
        // AWS Config lists no result of exempt users, so that they take turns without a memory of the last
        // run.
        expect(waited).toBeLessThanOrEqual(exemptIds.has(id) ? 3 * runs : runs + 1);
      }
    },
  );

  it('reporting Changes: a run that reaches everybody leaves out what is unchanged, a run that does not leaves out nothing', async () => {
    const { account, deployment } = deployed({ parameters: { reporting: 'Changes' } });
    populate(account, 60, { exempt: 0 });
    await evaluate(account);
    await evaluate(account);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ unchanged: 40, failures: 0 });
    stopReadingAtUser(account, 50);
    await evaluate(account);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ unchanged: 0 });
  });
});
