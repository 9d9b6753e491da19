import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { allRunbooks, stepsOf } from './runbook-linter/runbook-file.ts';

/** An error whose message is the message of the function or says what the script expected. */
export class ScriptError extends Error {}

/** The script of the runbooks that reads receipts; one Python process reads many payloads. */
export interface ReceiptScript {
  /**
   * Returns the outputs; throws `ScriptError` for a useful error message, and `Error` for any other error.
   */
  read(payload: unknown): Promise<Readonly<Record<string, unknown>>>;
  end(): void;
}

/**
 * Reads `{ script, handler }` from the first line and a payload from each other line; answers each with a
 * line.
 */
const LOOP = `
import json, sys
request = json.loads(sys.stdin.readline())
module = {}
exec(request["script"], module)
for line in sys.stdin:
    try:
        answer = {"value": module[request["handler"]]({"payload": json.loads(line)}, {})}
    except Exception as error:
        answer = {"type": type(error).__name__, "failure": str(error)}
    print(json.dumps(answer), flush=True)
`;

/** Starts the script, which is the same in all runbooks. */
export function startReceiptScript(): ReceiptScript {
  const child = spawn(findPython() ?? 'python3', ['-I', '-X', 'utf8', '-c', LOOP]);
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  child.stderr.pipe(process.stderr);
  const [step] = allRunbooks().flatMap((file) => stepsOf(file, 'aws:executeScript'));
  writeLine(child, { script: step?.inputs['Script'], handler: step?.inputs['Handler'] });
  return {
    async read(payload) {
      writeLine(child, payload);
      const { value } = await answers.next();
      const answer = JSON.parse(value);
      if ('failure' in answer) throw errorOf(answer, payload);
      return answer.value;
    },
    end: () => child.stdin.end(),
  };
}

function writeLine(child: ChildProcessWithoutNullStreams, value: unknown): void {
  child.stdin.write(`${JSON.stringify(value)}\n`);
}

/** A JSONDecodeError says by itself that JSON was expected. */
function errorOf({ type, failure }: { type: string; failure: string }, payload: unknown): Error {
  const message = messageIn(payload);
  const isMessageOfFunction =
    type === 'Exception' && (typeof message === 'string' ? failure === message : Boolean(message));
  const isExpectation = type === 'JSONDecodeError' || failure.includes('expected a receipt');
  return isMessageOfFunction || isExpectation ? new ScriptError(failure) : new Error(`${type}: ${failure}`);
}

/** The message of the function's error in a payload, which is an object or JSON text. */
function messageIn(payload: unknown): unknown {
  try {
    const value = typeof payload === 'string' ? JSON.parse(payload) : payload;
    return Object(value).errorMessage;
  } catch {
    return undefined;
  }
}
