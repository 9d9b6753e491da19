import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { NOW } from '../support/users.ts';

/** The parameters of a rule; a parameter that is absent has its default. */
export type Parameters = Readonly<Record<string, string>>;

/** A verdict of the oracle: a plan, or the situation that is the reason for having no plan. */
export interface ExpectedVerdict {
  readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  /** The number of active keys, an exemption, a rotation, or a refusal's code; empty if there is a plan. */
  readonly situation: string;
  /** The survivor; empty if there is no plan. */
  readonly kept: string;
  /** The surplus keys in the order of their ids. */
  readonly surplus: readonly string[];
}

/** A user in IAM. */
export interface IamUser {
  readonly name: string;
  /** The statuses of the keys, by access key ID. */
  readonly keys: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** All users in IAM, and the verdicts on them for each set of parameters; by user id. */
export interface Oracle {
  readonly users: Readonly<Record<string, IamUser>>;
  readonly verdicts: readonly Readonly<Record<string, ExpectedVerdict>>[];
}

/** The path of a Python program of this folder. */
export const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs the oracle, which reads IAM through boto3 and judges the users at NOW by the rules of the design. */
export async function askOracle(endpoint: string, sets: readonly Parameters[] = []): Promise<Oracle> {
  const args = [program('oracle.py'), endpoint, NOW.toISOString(), ...sets.map((set) => JSON.stringify(set))];
  // The developer's own AWS variables must not change the result.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const options = { env, maxBuffer: 16 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(findPython() ?? 'python3', args, options);
  return JSON.parse(stdout) as Oracle;
}

/** The users on whom the verdicts of the dashboard and of the oracle differ, with both verdicts. */
export function differences(
  users: Oracle['users'],
  actual: Readonly<Record<string, ExpectedVerdict>>,
  expected: Readonly<Record<string, ExpectedVerdict>> = {},
): readonly object[] {
  const ids = new Set([...Object.keys(users), ...Object.keys(actual), ...Object.keys(expected)]);
  return Array.from(ids, (id) => ({
    id,
    user: users[id],
    actual: actual[id],
    expected: expected[id],
  })).filter((each) => !isDeepStrictEqual(each.actual, each.expected));
}
