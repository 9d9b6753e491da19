import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a process used from its start to its exit. */
export interface Usage {
  /** The CPU time of all its threads, user and system. */
  readonly cpuMilliseconds: number;
  /** The time from its start to its exit. */
  readonly milliseconds: number;
  /** The maximum memory of the process. */
  readonly megabytes: number;
}

/** The arguments of Node.js, and the variables of its environment besides those of this process. */
export interface Command {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** 0 by default. */
  readonly exitCode?: number;
}

/** Reports what the process used, to its fourth file: nothing but the end of the process comes after it. */
const REPORT =
  "import { writeSync } from 'node:fs';" +
  "process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));";

const REPORT_MODULE = `data:text/javascript,${encodeURIComponent(REPORT)}`;

/**
 * Runs Node.js in a process of its own and discards its output. Throws if its exit code is not the expected
 * one.
 */
export async function measure({ args, environment = {}, exitCode = 0 }: Command): Promise<Usage> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_MODULE, ...args], {
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , stderr, report] = child.stdio;
  const texts = Promise.all([text(stderr as NodeJS.ReadableStream), text(report as NodeJS.ReadableStream)]);
  const [code] = await once(child, 'close');
  const milliseconds = performance.now() - startedAt;
  const [errors, used] = await texts;
  if (code !== exitCode)
    throw new Error(`${args.join(' ')}: expected exit code ${exitCode}; received ${code}: ${errors}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(used) as NodeJS.ResourceUsage;
  return { milliseconds, cpuMilliseconds: (userCPUTime + systemCPUTime) / 1_000, megabytes: maxRSS / 1_024 };
}

/**
 * The medians of `rounds` runs of each command, in turns, so that other work of the machine affects all
 * alike.
 */
export async function measureInTurns(
  commands: Readonly<Record<string, Command>>,
  rounds: number,
): Promise<Readonly<Record<string, Usage>>> {
  const usages = Object.keys(commands).map((name) => [name, [] as Usage[]] as const);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, taken] of usages) taken.push(await measure(commands[name] as Command));
  }
  return Object.fromEntries(usages.map(([name, taken]) => [name, medianOf(taken)]));
}

function medianOf(usages: readonly Usage[]): Usage {
  const median = (part: keyof Usage) =>
    usages.map((each) => each[part]).toSorted((a, b) => a - b)[usages.length >> 1] ?? Number.NaN;
  return {
    milliseconds: median('milliseconds'),
    cpuMilliseconds: median('cpuMilliseconds'),
    megabytes: median('megabytes'),
  };
}
