import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NAMES, ruleFunctionArn } from '../../rule/names.ts';

const PROCESS = fileURLToPath(new URL('process.cjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/functions/', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** What one process took. */
export interface Start {
  readonly milliseconds: number;
  /** The most memory that the process ever had. */
  readonly kilobytes: number;
}

/** The functions as the template holds them, an empty handler, and one that loads the rule's SDK clients and no more. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  'empty handler': 'exports.handler = async () => ({});',
  'SDK clients alone':
    "const { IAMClient } = require('@aws-sdk/client-iam');\n" +
    "const { ConfigServiceClient } = require('@aws-sdk/client-config-service');\n" +
    'new IAMClient({}), new ConfigServiceClient({});\nexports.handler = async () => ({});',
  ...Object.fromEntries(
    [NAMES.ruleFunction, NAMES.remediationFunction, NAMES.reevaluationFunction].map((name) => [
      name,
      readFileSync(join(DIST, `${name}.deployed.js`), 'utf8'),
    ]),
  ),
};

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  RULE_FUNCTION_ARN: ruleFunctionArn({ partition: 'aws', region: 'us-east-1', accountId: '111122223333' }),
  SCHEDULER_ROLE_ARN: `arn:aws:iam::111122223333:role/${NAMES.schedulerRole}`,
};

/** Starts a function in a process of its own and, with an event, invokes it. */
export async function start(
  code: string,
  event = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  try {
    const file = join(folder, 'index.js');
    writeFileSync(file, code);
    const env = { PATH: process.env['PATH'] ?? '', NODE_PATH: MODULES, ...ENVIRONMENT, ...environment };
    const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, file, event], { env });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median of so many starts of each function, in turns, so that what else the machine does falls on all alike. */
export async function measureStarts(rounds: number): Promise<ReadonlyMap<string, Start>> {
  const starts = new Map(Object.keys(FUNCTIONS).map((name) => [name, [] as Start[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, code] of Object.entries(FUNCTIONS)) starts.get(name)?.push(await start(code));
  }
  return new Map([...starts].map(([name, all]) => [name, medianOf(all)]));
}

function medianOf(starts: readonly Start[]): Start {
  const median = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return {
    milliseconds: median(starts.map(({ milliseconds }) => milliseconds)),
    kilobytes: median(starts.map(({ kilobytes }) => kilobytes)),
  };
}
