import { onTestFinished } from 'vitest';
import { connect } from '../../live/clients.ts';
import type { Run } from '../../live/run.ts';
import { PERSONS_KEY, serveSandbox, targetOf } from '../../live/sandbox.ts';
import { TEST_USER } from '../../live/test-user.ts';
import { verifyInAws } from '../../live/verify-in-aws.ts';
import type { Call } from '../../sandbox/api.ts';

/** A served account, and runs of the program on it, through the network of the loopback interface. */
export async function aRun({ answers = [true, true] }: { readonly answers?: readonly boolean[] } = {}) {
  const sandbox = await serveSandbox();
  const { account, server } = sandbox;
  onTestFinished(() => server.close());
  const controller = new AbortController();
  const texts = { out: '', err: '', questions: [] as string[] };
  const left = [...answers];
  const run: Run = {
    out: (text) => {
      texts.out += text;
    },
    err: (text) => {
      texts.err += text;
    },
    ask: async (question) => {
      texts.questions.push(question);
      return left.shift() ?? false;
    },
    width: 160,
    signal: controller.signal,
    now: account.clock.now,
    wait: (milliseconds) => account.clock.wait(milliseconds),
    clientsOf: (credentials = PERSONS_KEY) => connect(targetOf(sandbox), credentials),
  };
  return {
    account,
    texts,
    interrupt: () => controller.abort(),
    verify: () => verifyInAws(run),
    testUser: () => account.backdoor.users().find(({ userName }) => userName === TEST_USER),
    comparisons: () => comparisonsIn(texts.out),
  };
}

/** The answers of a table, by the number of the row. */
function comparisonsIn(table: string): Record<string, string> {
  const rows = Array.from(table.matchAll(/^│ (\d+) +│.*│ (OK|DIFFERS|NOT ANSWERED) +│$/gm));
  return Object.fromEntries(rows.map(([, row = '', comparison = '']) => [row, comparison]));
}

/** A call of this operation, whoever makes it. */
export const isCallOf = (operation: string) => (call: Call) => call.operation === operation;
