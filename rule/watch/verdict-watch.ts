import pMap from 'p-map';
import type { ListedUser } from '../../aws/iam-users.ts';
import { CONCURRENT_USERS } from '../../aws/pace.ts';
import { noteEndingExemption } from '../../ledger/ending-exemptions.ts';
import { LedgerError } from '../../ledger/errors.ts';
import type { NotingLedger } from '../../ledger/evaluations/rule-item.ts';
import { type Notice, readAllNotices, voidNotice } from '../../ledger/notices.ts';
import { exemptionEnd } from '../../policy/exemption.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { planTextOf } from '../../policy/plan-text.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { describeError } from '../../product/describe.ts';
import { ENDING_MS } from '../../product/message.ts';

/** What a run does with each verdict beside reporting it. */
export interface VerdictWatch {
  /** Remembers the last verdict on each user, and writes nothing. */
  readonly see: (user: ListedUser, verdict: Verdict) => void;
  /**
   * Acts on what was seen of these users, of whom AWS Config has taken the evaluation: only its answer tells
   * that it sent the token, so that nobody who merely invokes the function ends a notice. Never throws.
   */
  readonly taken: (userIds: readonly string[]) => Promise<void>;
  /** Why the ledger could not be used; empty if it could. */
  readonly problem: () => string;
}

/** The last verdict of a run on a user. */
interface Seen {
  readonly user: ListedUser;
  readonly verdict: Verdict;
}

/** The watch of a run that has nothing to note: in a stack that tells nobody, or of a test run. */
export const NO_WATCH: VerdictWatch = { see: () => {}, taken: async () => {}, problem: () => '' };

/**
 * Opens the watch of a run, by one query of the notices: it makes a notice void as soon as its user is seen
 * without its plan, since only a plan that stood all the time may be carried out, and notes the exemptions
 * that will soon end for the daily pass to tell of. Never throws: an evaluation needs no ledger, and the
 * daily pass looks at each plan again.
 */
export async function openWatch({ ledger, randomId }: NotingLedger, now: Date): Promise<VerdictWatch> {
  const { attempt, problem } = createAttempts();
  const read = await attempt(() => readAllNotices(ledger));
  const notices = new Map<UserId, Notice>(read?.notices.map((notice) => [notice.userId, notice]));
  const seen = new Map<string, Seen>();
  const voidOrNote = async ({ user, verdict }: Seen): Promise<void> => {
    const notice = notices.get(user.userId);
    if (notice && notice.plan !== planTextOf(verdict)) await attempt(() => voidNotice(ledger, notice));
    const until = untilSoon(verdict, now);
    if (until === undefined) return;
    const noting = { at: now, nonce: randomId() };
    await attempt(() => noteEndingExemption(ledger, { ...user, until }, noting));
  };
  return {
    problem,
    see: (user, verdict) => void seen.set(user.userId, { user, verdict }),
    async taken(userIds) {
      const known = userIds.flatMap((id) => seen.get(id) ?? []);
      await pMap(known, voidOrNote, { concurrency: CONCURRENT_USERS });
    },
  };
}

/** Uses of the ledger of which the first that fails is the problem of the watch, and none ends its run. */
function createAttempts() {
  let problem = '';
  const attempt = async <Result>(use: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      problem ||= describeError(error);
      return undefined;
    }
  };
  return { attempt, problem: () => problem };
}

/** The end of an exemption that will soon end, as the owner wrote it; undefined for every other verdict. */
function untilSoon(verdict: Verdict, now: Date): string | undefined {
  if (verdict.situation !== 'Exempt') return undefined;
  const { until } = verdict.exemption;
  const end = exemptionEnd(until);
  return end !== undefined && end - now.getTime() <= ENDING_MS ? until : undefined;
}
