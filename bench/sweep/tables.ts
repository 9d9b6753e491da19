import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NAMES } from '../../product/names.ts';
import { COMMAND } from '../command/tables.ts';
import { measureVerify } from '../command/verify.ts';
import { functionsIn } from '../start/deployed.ts';
import { serveEvaluation } from '../start/evaluation.ts';
import { measureInTurns } from '../start/measure.ts';
import { findPlatform, type Platform } from '../start/platform.ts';
import type { Program } from '../start/start.ts';
import { percent, printRow, printTableHeader } from '../table.ts';
import { ruleOfCommit, VERSION_0_1 } from './earlier.ts';

/** Each program reads the account as often. */
const ROUNDS = 3;

/** What one program needs for all users once. */
interface Sweep {
  readonly iamCalls: number;
  readonly otherCalls: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/**
 * Prints one sweep by each program, side by side, on the same account, which this process serves over HTTP: a
 * plain loop over the SDK, `verify`, the rule function, and that of version 0.1. The account answers at once:
 * real seconds are those of IAM's limit.
 */
export async function printSweeps(sizes: readonly number[], share: number): Promise<void> {
  const platform = findPlatform();
  const [today, earlier] = [ruleInBuild(), ruleOfCommit(VERSION_0_1)];
  const note = earlier === undefined ? '; the history has no version 0.1' : '';
  printTableHeader(
    `One sweep, ${percent(share)} with two keys, median of ${ROUNDS}; functions on ${platform.title}${note}`,
    ['users', 'program', 'IAM calls', 'other calls', 'seconds', 'CPU seconds', 'MiB'],
  );
  for (const users of sizes) {
    const account = { users, share };
    for (const [name, sweep] of Object.entries(await commandSweeps(account))) printSweep(users, name, sweep);
    if (earlier !== undefined) {
      const rule = { ...today, code: earlier };
      printSweep(users, 'the rule function of 0.1', await ruleSweep(platform, rule, account));
    }
    printSweep(users, 'the rule function', await ruleSweep(platform, today, account));
  }
}

function printSweep(users: number, name: string, sweep: Sweep): void {
  const { iamCalls, otherCalls, seconds, cpuSeconds, megabytes } = sweep;
  printRow([
    users,
    name,
    iamCalls,
    otherCalls,
    seconds.toFixed(2),
    cpuSeconds.toFixed(2),
    megabytes.toFixed(0),
  ]);
}

/** The account of a sweep. */
interface SweptAccount {
  readonly users: number;
  readonly share: number;
}

async function commandSweeps(account: SweptAccount): Promise<Readonly<Record<string, Sweep>>> {
  const { loop, verify } = await measureVerify({ ...account, rounds: ROUNDS, command: COMMAND });
  const sweepOf = ({ calls, milliseconds, cpuMilliseconds, megabytes }: typeof loop): Sweep => ({
    iamCalls: calls,
    otherCalls: 0,
    seconds: milliseconds / 1_000,
    cpuSeconds: cpuMilliseconds / 1_000,
    megabytes,
  });
  return { 'a plain loop over the SDK': sweepOf(loop), '`verify`': sweepOf(verify) };
}

/** The rule function handles one periodic notification; its seconds are those after its start. */
async function ruleSweep(platform: Platform, rule: Program, { users, share }: SweptAccount): Promise<Sweep> {
  const { program, calls, close } = await serveEvaluation(rule, users, share);
  try {
    const { program: measured } = await measureInTurns(platform, { program }, ROUNDS);
    if (!measured) throw new Error('Expected a measurement');
    const { all, iam } = calls();
    return {
      iamCalls: iam / ROUNDS,
      otherCalls: (all - iam) / ROUNDS,
      seconds: measured.workMilliseconds / 1_000,
      cpuSeconds: measured.cpuMilliseconds / 1_000,
      megabytes: measured.megabytes,
    };
  } finally {
    await close();
  }
}

function ruleInBuild(): Program {
  const file = fileURLToPath(new URL('../../dist/one-active-key.template.yaml', import.meta.url));
  const rule = functionsIn(readFileSync(file, 'utf8')).find(({ name }) => name === NAMES.ruleFunction);
  if (!rule) throw new Error(`Expected a template with ${NAMES.ruleFunction}`);
  return rule;
}
