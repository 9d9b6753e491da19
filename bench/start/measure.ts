import type { DeployedFunction } from './deployed.ts';
import type { Platform } from './platform.ts';
import { type Program, type Start, start } from './start.ts';

/** The name of the baseline program of every ratio. */
export const EMPTY = 'empty handler';

/**
 * The functions, after two programs to compare them with: an empty handler, and one that creates the rule's
 * SDK clients.
 */
export function programsOf(functions: readonly DeployedFunction[]): Readonly<Record<string, Program>> {
  const empty = 'exports.handler = async () => ({});\n';
  const clients =
    "const { IAMClient } = require('@aws-sdk/client-iam');\n" +
    "const { ConfigServiceClient } = require('@aws-sdk/client-config-service');\n" +
    "const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');\n" +
    'new IAMClient({}), new ConfigServiceClient({}), new DynamoDBClient({});\n';
  return {
    [EMPTY]: { code: empty, memoryMegabytes: 512 },
    'the rule’s SDK clients alone': { code: clients + empty, memoryMegabytes: 512 },
    ...Object.fromEntries(functions.map(({ name, ...program }) => [name, program])),
  };
}

/**
 * Measures the medians of `rounds` starts of each program, in turns, so that other work of the machine
 * affects all alike.
 */
export async function measureInTurns(
  platform: Platform,
  programs: Readonly<Record<string, Program>>,
  rounds: number,
): Promise<Readonly<Record<string, Start>>> {
  const starts = Object.keys(programs).map((name) => [name, [] as Start[]] as const);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, taken] of starts) taken.push(await start(platform, programs[name] as Program));
  }
  return Object.fromEntries(starts.map(([name, taken]) => [name, medianOf(taken)]));
}

function medianOf(starts: readonly Start[]): Start {
  const median = (part: keyof Start) =>
    starts.map((each) => each[part]).toSorted((a, b) => a - b)[starts.length >> 1] ?? Number.NaN;
  return {
    milliseconds: median('milliseconds'),
    workMilliseconds: median('workMilliseconds'),
    cpuMilliseconds: median('cpuMilliseconds'),
    megabytes: median('megabytes'),
  };
}
