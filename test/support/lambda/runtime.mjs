// What Lambda's Node.js runtime is to a function, in a process of its own: loads index.js and calls its handler.
// The time begins where the test's clock is, runs on as it does, and jumps over the function's own waiting.

import { createRequire } from 'node:module';
import timers from 'node:timers/promises';

const RealDate = Date;
const [directory, startAt] = process.argv.slice(2);
let offset = Number(startAt) - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [RealDate.now() + offset]));
  }
  static now() {
    return RealDate.now() + offset;
  }
};

timers.setTimeout = async (milliseconds) => {
  offset += milliseconds;
};

const { handler } = createRequire(`${directory}/`)('./index.js');
// As the runtime of Node.js 24 does, which takes a third parameter for a callback.
if (typeof handler !== 'function' || handler.length > 2) {
  throw new TypeError('index.handler: expected a function of an event and a context');
}

process.on('message', async ({ id, event, context, remaining }) => {
  const getRemainingTimeInMillis = () => remaining;
  try {
    const result = await handler(event, { ...context, getRemainingTimeInMillis });
    process.send({ id, result: result ?? null });
  } catch (error) {
    process.send({ id, error: { name: error.name, message: error.message, stack: error.stack } });
  }
});
process.send({ ready: true, node: process.version });
