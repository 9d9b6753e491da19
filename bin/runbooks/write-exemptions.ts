import { userId as toUserId, userName as toUserName } from '../../policy/identifiers.ts';
import type { Account } from '../account/account.ts';
import { explain } from '../account/aws-errors.ts';
import type { Identity } from '../account/identity.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import {
  begunReceipt,
  type ExemptionRequest,
  endedReceipt,
} from '../decisions/exemptions/exemption-receipt.ts';
import { type ExemptionWrite, writeExemption } from '../decisions/exemptions/write-exemption.ts';
import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import type { Io } from '../terminal/io.ts';
import type { ReceiptsFile } from './receipts-file.ts';

/** The account of the exemptions, who writes them, and the file of the receipts, if there is one. */
export interface ExemptionsOrigin {
  readonly account: Account;
  readonly io: Io;
  readonly identity: Identity;
  readonly file: ReceiptsFile | undefined;
}

/**
 * Writes exemptions one after another with the credentials of the caller, and shows each. Each is in the
 * receipts file before IAM is asked. Returns the exit code, or `stop` if the file can no longer be written:
 * then nothing else may be done in the account either.
 */
export async function writeExemptions(
  requests: readonly ExemptionRequest[],
  origin: ExemptionsOrigin,
): Promise<ExitCode | 'stop'> {
  const { io } = origin;
  if (requests.length === 0) return EXIT.ok;
  const writes: ExemptionWrite[] = [];
  try {
    await writeEach(requests, origin, writes);
  } catch (error) {
    // Only the file throws: what was written is shown above.
    io.err(`${describeWrites(writes, requests.length)}${explain(error)}\n`);
    return 'stop';
  }
  io.err(describeWrites(writes, requests.length));
  return codeOf(writes, io);
}

/** Adds each write to `writes` before its end is in the file, which may throw; ends early if interrupted. */
async function writeEach(
  requests: readonly ExemptionRequest[],
  { account, io, identity, file }: ExemptionsOrigin,
  writes: ExemptionWrite[],
): Promise<void> {
  for (const request of requests) {
    if (io.interruption.aborted) return;
    const begun = { request, identity, startedAt: account.now() };
    file?.putExemption(request, begunReceipt(begun));
    const { userName, userId, exemption } = request;
    const user = { userName: toUserName(userName), userId: toUserId(userId) };
    const write = await writeExemption(account.iam, user, exemption);
    io.out(describeWrite(request, write));
    writes.push(write);
    file?.putExemption(request, endedReceipt(begun, write, account.now()));
  }
}

function codeOf(writes: readonly ExemptionWrite[], { interruption }: Io): ExitCode {
  if (interruption.aborted) return EXIT.interrupted;
  return writes.every(({ status }) => status === 'Written') ? EXIT.ok : EXIT.failed;
}

function describeWrite(
  { userName, exemption }: ExemptionRequest,
  { status, failure }: ExemptionWrite,
): string {
  const { until, reason, owner } = exemption;
  const texts = {
    Written: `exempt until ${until}: ${reason}${owner ? ` (owner: ${owner})` : ''}`,
    NotWritten: `NOT EXEMPT: ${failure}`,
    Unknown: `may be exempt or not: ${failure}`,
  };
  return `${clean(`${userName}: ${texts[status]}`)}\n`;
}

function describeWrites(writes: readonly ExemptionWrite[], requestCount: number): string {
  const countOf = (wanted: ExemptionWrite['status']) =>
    writes.filter(({ status }) => status === wanted).length;
  const parts = [
    [countOf('Written'), 'written'],
    [countOf('NotWritten') + requestCount - writes.length, 'not written'],
    [countOf('Unknown'), 'with an unknown result'],
  ] as const;
  const counts = parts.filter(([number]) => number > 0).map(([number, label]) => `${number} ${label}`);
  return `${count(requestCount, 'exemption')}: ${counts.join(', ')}.\n`;
}
