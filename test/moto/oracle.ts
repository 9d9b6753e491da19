import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { NOW } from '../support/users.ts';

/** A rule's parameters; those that are absent have their defaults. */
export type Parameters = Readonly<Record<string, string>>;

/** What is to be said of a user: what the verdict rests on, or which key stays and which go. */
export interface ExpectedVerdict {
  readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  /** How many active keys, an exemption, a rotation, or a refusal's code; empty if keys go. */
  readonly situation: string;
  /** Empty unless keys go. */
  readonly kept: string;
  /** In the order of their ids. */
  readonly surplus: readonly string[];
}

/** A user as it is in IAM. */
export interface SeenUser {
  readonly name: string;
  /** Statuses by id. */
  readonly keys: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** All users as they are, and for each set of parameters the verdicts on them; by user id. */
export interface Oracle {
  readonly users: Readonly<Record<string, SeenUser>>;
  readonly verdicts: readonly Readonly<Record<string, ExpectedVerdict>>[];
}

/** The path of a Python program of this folder. */
export const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Has Python read IAM through boto3 and judge the users by the words of the design, at NOW. */
export async function askOracle(endpoint: string, sets: readonly Parameters[] = []): Promise<Oracle> {
  const args = [program('oracle.py'), endpoint, NOW.toISOString(), ...sets.map((set) => JSON.stringify(set))];
  // No profile or proxy of whoever runs the tests has a say.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const options = { env, maxBuffer: 16 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(findPython() ?? 'python3', args, options);
  return JSON.parse(stdout) as Oracle;
}

/** Where the dashboard and the oracle say different things: the users, with what each says; empty if nowhere. */
export function differences(
  users: Oracle['users'],
  said: Readonly<Record<string, ExpectedVerdict>>,
  expected: Readonly<Record<string, ExpectedVerdict>> = {},
): readonly object[] {
  const ids = new Set([...Object.keys(users), ...Object.keys(said), ...Object.keys(expected)]);
  return Array.from(ids, (id) => ({ id, user: users[id], said: said[id], expected: expected[id] })).filter(
    (each) => !isDeepStrictEqual(each.said, each.expected),
  );
}
