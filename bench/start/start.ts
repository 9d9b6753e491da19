import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import type { Platform } from './platform.ts';
import { serveRuntimeApi } from './runtime-api.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const ENVIRONMENT = {
  _HANDLER: 'index.handler',
  AWS_LAMBDA_FUNCTION_NAME: 'measured',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/measured',
  AWS_LAMBDA_LOG_STREAM_NAME: 'measured',
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  // In Lambda's runtime, too, a function finds the SDK through NODE_PATH.
  NODE_PATH: MODULES,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  RULE_FUNCTION_ARN: ruleFunctionArn({ partition: 'aws', region: 'us-east-1', accountId: '111122223333' }),
  SCHEDULER_ROLE_ARN: `arn:aws:iam::111122223333:role/${NAMES.schedulerRole}`,
  TELLS_OWNERS: 'false',
  LEDGER_TABLE: NAMES.sandboxLedger,
  AUTOMATION_ROLE_ARN: `arn:aws:iam::111122223333:role/${NAMES.automationRole}`,
  NOTIFICATION_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:security',
  CHAT_TOPIC_ARN: '',
  MESSAGE_DELIVERY: 'Each',
  OWNER_TAG: 'Owner',
  ROLE_PATH: '/',
};

/** The measurements of one process. */
export interface Start {
  /** The time from the start of the process until its first request for an invocation. */
  readonly milliseconds: number;
  /** The time from then until it has handled all events. */
  readonly workMilliseconds: number;
  /** The CPU time of all its threads; NaN, like `megabytes`, on a system without `/proc`. */
  readonly cpuMilliseconds: number;
  /** The maximum memory of the process. */
  readonly megabytes: number;
}

/** The code to start, its memory, and the events to invoke it with. */
export interface Program {
  readonly code: string;
  readonly memoryMegabytes: number;
  readonly events?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts a function in a process of its own, as Lambda does, and ends the process when it has handled all
 * events.
 */
export async function start(
  { node, client }: Platform,
  { code, memoryMegabytes, events = [], environment = {} }: Program,
): Promise<Start> {
  const api = await serveRuntimeApi(events);
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  writeFileSync(join(folder, 'index.js'), code);
  const lambda = {
    AWS_LAMBDA_RUNTIME_API: api.address,
    LAMBDA_TASK_ROOT: folder,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
  };
  const startedAt = performance.now();
  const child = spawn(node, [...heapOf(memoryMegabytes), client], {
    env: { ...ENVIRONMENT, ...environment, ...lambda },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const written = text(child.stderr);
  const ended = once(child, 'close');
  try {
    const readyAt = await Promise.race([api.done, ended.then(async () => exitedEarly(await written))]);
    const workMilliseconds = performance.now() - readyAt;
    return { milliseconds: readyAt - startedAt, workMilliseconds, ...usedBy(`/proc/${child.pid}`) };
  } finally {
    child.kill();
    await ended.catch(() => undefined);
    await api.close();
    rmSync(folder, { recursive: true });
  }
}

function exitedEarly(written: string): never {
  throw new Error(`The process ended before it asked for an invocation: ${written}`);
}

/**
 * The heap options of the bootstrap of Lambda's images; without them V8 sizes the heap by the memory of the
 * machine.
 */
function heapOf(memoryMegabytes: number): readonly string[] {
  const newSpace = Math.floor(memoryMegabytes / 10);
  const semiSpace = Math.floor(newSpace / 2);
  return [
    '--expose-gc',
    `--max-semi-space-size=${semiSpace}`,
    `--max-old-space-size=${memoryMegabytes - newSpace}`,
  ];
}

/** Reads from Linux the CPU time of all threads of a process, and the high-water mark of its memory. */
function usedBy(folder: string): Pick<Start, 'cpuMilliseconds' | 'megabytes'> {
  if (!existsSync(`${folder}/schedstat`)) return { cpuMilliseconds: Number.NaN, megabytes: Number.NaN };
  const nanoseconds = readdirSync(`${folder}/task`)
    .map((thread) => Number.parseInt(readFileSync(`${folder}/task/${thread}/schedstat`, 'utf8'), 10))
    .reduce((sum, each) => sum + each, 0);
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`${folder}/status`, 'utf8')) ?? [];
  return { cpuMilliseconds: nanoseconds / 1e6, megabytes: Number(kilobytes) / 1024 };
}
