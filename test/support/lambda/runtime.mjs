// Replaces Lambda's Node.js runtime in a separate process: loads index.js and calls its handler. The clock
// begins at the test's time, and the waits of the function advance it at once. If the clock is stopped,
// nothing else advances it, and each invocation begins at the same time.

import { createRequire } from 'node:module';
import timers from 'node:timers/promises';

const RealDate = Date;
const [directory, startAt, clock] = process.argv.slice(2);
const isStopped = clock === 'stopped';
const startedAt = RealDate.now();
let waited = 0;
const now = () => Number(startAt) + waited + (isStopped ? 0 : RealDate.now() - startedAt);

globalThis.Date = class extends RealDate {
  constructor(...values) {
    super(...(values.length > 0 ? values : [now()]));
  }
  static now() {
    return now();
  }
};

timers.setTimeout = async (milliseconds) => {
  waited += milliseconds;
};

const { handler } = createRequire(`${directory}/`)('./index.js');
// Lambda's runtime for Node.js 24 does not support callbacks: it refuses a handler with a third parameter.
if (typeof handler !== 'function' || handler.length > 2) {
  throw new TypeError('index.handler: expected a function of an event and a context');
}

process.on('message', async ({ id, event, context, remaining }) => {
  if (isStopped) waited = 0;
  const getRemainingTimeInMillis = () => remaining;
  try {
    const result = await handler(event, { ...context, getRemainingTimeInMillis });
    process.send({ id, result: result ?? null });
  } catch (error) {
    process.send({ id, error: { name: error.name, message: error.message, stack: error.stack } });
  }
});
process.send({ ready: true, node: process.version });
