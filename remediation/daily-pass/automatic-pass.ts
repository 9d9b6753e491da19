import { startRunbook } from '../../aws/runbook-executions.ts';
import { readCounted } from '../../ledger/automatic-deactivations.ts';
import { type Notice, readAllNotices } from '../../ledger/notices.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { UserVanishedError } from '../shared/errors.ts';
import type { ListedUsers } from '../shared/listed-users.ts';
import { rotateByDay } from '../shared/rotate-by-day.ts';
import type { RemediationServices } from '../shared/services.ts';
import { createStarts, StartFailedError } from '../shared/starts.ts';
import { deactivationOf } from './deactivation-of.ts';
import { passUser } from './pass-user.ts';
import type { AutomaticReport } from './report.ts';
import { readAutomaticScope } from './scope.ts';

/** The report, and a sentence about each user for whom the pass failed. */
export interface AutomaticPass {
  readonly report: AutomaticReport;
  readonly failures: readonly string[];
}

/** What a pass works with. */
export interface AutomaticPassOptions {
  readonly environment: AwsEnvironment;
  readonly users: ListedUsers;
  readonly isTimeLeft: () => boolean;
}

/**
 * Gives notice to the owners of NON_COMPLIANT users, or reminds them, and starts the deactivations whose
 * notice is old enough, the oldest first; without notices it starts them at once. Each deactivation is an
 * execution of the runbook, which decides anew. A user that fails is named in `failures`; a start that fails
 * ends the starts. Throws `AmbiguousRulesError`, and the errors of AWS Config and of the ledger.
 */
export async function runAutomaticPass(
  services: RemediationServices,
  options: AutomaticPassOptions,
): Promise<AutomaticPass> {
  const { policy, nonCompliant } = await readAutomaticScope(services);
  const { notices, malformed } = await noticesOf(services);
  const byUser = new Map(notices.map((notice) => [notice.userId, notice]));
  const counted = await readCounted(services.ledger, services.now());
  const starts = createStarts(services, services.automatic.perDay - counted.length, (userId) =>
    startRunbook(services.ssm, ...deactivationOf(userId, policy, services)),
  );
  const pass = {
    ...options,
    services,
    policy,
    starts,
    tally: newTally(),
    failures: malformed.map(describeError),
  };
  // Whoever has a notice that nobody can read is given no second one: each pass would put the time off, and
  // tell so.
  const unclear = new Set(malformed.map(({ sk }) => sk));
  const others = rotateByDay(nonCompliant, services.now()).filter((userId) => !unclear.has(userId));
  for (const userId of new Set([...oldestFirst(notices), ...others])) {
    if (!options.isTimeLeft()) pass.tally.usersLeft += 1;
    else await passOver(pass, userId, byUser.get(userId));
  }
  return { report: { ...pass.tally, started: starts.started }, failures: pass.failures };
}

/** Without notices nobody reads what an earlier setting left. */
const noticesOf = ({ automatic, ledger }: RemediationServices) =>
  automatic.noticeDays > 0 ? readAllNotices(ledger) : { notices: [], malformed: [] };

const oldestFirst = (notices: readonly Notice[]): readonly UserId[] =>
  notices.toSorted((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime()).map(({ userId }) => userId);

const newTally = () => ({ noticed: [] as UserId[], reminded: [] as UserId[], waiting: 0, usersLeft: 0 });

/** A pass under way. */
interface Passing
  extends Pick<Parameters<typeof passUser>[0], 'services' | 'policy' | 'starts' | 'environment'> {
  readonly users: ListedUsers;
  readonly tally: ReturnType<typeof newTally>;
  readonly failures: string[];
}

async function passOver(
  { users, tally, failures, ...pass }: Passing,
  userId: UserId,
  notice: Notice | undefined,
): Promise<void> {
  try {
    const user = await users.find(userId);
    const warn = (problem: string) => failures.push(`${userId}: ${problem}`);
    const result = await passUser({ ...pass, warn }, { userId, user, notice });
    if (result === 'noticed') tally.noticed.push(userId);
    if (result === 'reminded') tally.reminded.push(userId);
    if (result === 'waiting') tally.waiting += 1;
    if (result === 'left') tally.usersLeft += 1;
  } catch (error) {
    // The user was renamed or deleted after the listing; the next daily pass reads a renamed user.
    if (error instanceof UserVanishedError) return;
    if (error instanceof StartFailedError) tally.usersLeft += 1;
    failures.push(`${userId}: ${describeError(error)}`);
  }
}
