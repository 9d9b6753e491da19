import type { ListedUser } from '../../aws/iam-users.ts';
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
  /** Never throws. */
  readonly see: (user: ListedUser, verdict: Verdict) => Promise<void>;
  /** Why the ledger could not be used; empty if it could. */
  readonly problem: () => string;
}

/** The watch of a run that has nothing to note: in a stack that tells nobody, or of a test run. */
export const NO_WATCH: VerdictWatch = { see: async () => {}, problem: () => '' };

/**
 * Opens the watch of a run, by one query of the notices: it makes a notice void as soon as its user is seen without its plan, since
 * only a plan that stood all the time may be carried out, and notes the exemptions that will soon end for the daily pass to tell of.
 * Never throws: an evaluation needs no ledger, and the daily pass looks at each plan again.
 */
export async function openWatch({ ledger, randomId }: NotingLedger, now: Date): Promise<VerdictWatch> {
  const problems: string[] = [];
  const attempt = async <Result>(use: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      problems.push(describeError(error));
      return undefined;
    }
  };
  const read = await attempt(() => readAllNotices(ledger));
  const notices = new Map<UserId, Notice>(read?.notices.map((notice) => [notice.userId, notice]));
  return {
    problem: () => problems[0] ?? '',
    async see(user, verdict) {
      const notice = notices.get(user.userId);
      if (notice && notice.plan !== planTextOf(verdict)) await attempt(() => voidNotice(ledger, notice));
      const until = untilSoon(verdict, now);
      if (until === undefined) return;
      const noting = { at: now, nonce: randomId() };
      await attempt(() => noteEndingExemption(ledger, { ...user, until }, noting));
    },
  };
}

/** The end of an exemption that will soon end, as the owner wrote it; undefined for every other verdict. */
function untilSoon(verdict: Verdict, now: Date): string | undefined {
  if (verdict.situation !== 'Exempt') return undefined;
  const { until } = verdict.exemption;
  const end = exemptionEnd(until);
  return end !== undefined && end - now.getTime() <= ENDING_MS ? until : undefined;
}
