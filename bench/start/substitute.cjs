// A substitute for Lambda's runtime interface client, if it is not installed: loads the function and requests invocations.
const { request } = require('node:http');
const { text } = require('node:stream/consumers');

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT } = process.env;

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const url = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/${path}`;
    const answered = async (response) => resolve({ headers: response.headers, body: await text(response) });
    request(url, { method }, answered).on('error', reject).end(body);
  });
const fail = (path, { name, message }) =>
  call('POST', path, JSON.stringify({ errorType: name, errorMessage: message }));

const run = async () => {
  const { handler } = require(`${LAMBDA_TASK_ROOT}/index.js`);
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    const context = { getRemainingTimeInMillis: () => deadline - Date.now() };
    const path = `invocation/${headers['lambda-runtime-aws-request-id']}`;
    await handler(JSON.parse(body), context).then(
      (result) => call('POST', `${path}/response`, JSON.stringify(result ?? null)),
      (error) => fail(`${path}/error`, error),
    );
  }
};

run().catch((error) => fail('init/error', error));
