import { once } from 'node:events';
import { connect } from 'node:net';
import { ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import * as sdk from '@aws-sdk/client-iam';
import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { AwsError } from '../../../sandbox/api.ts';
import { serviceModels } from '../../../sandbox/service-model/model.ts';
import { serveAccount } from '../../../sandbox/wire/server.ts';
import { refusalOf } from '../refusal.ts';
import { clientsOf, served } from './served.ts';

afterEach(() => vi.unstubAllEnvs());

/** An account in which the first call hangs, and a promise that resolves when the call arrives. */
async function withHangingCall() {
  const server = await served();
  const arrived = new Promise<void>((resolve) => {
    server.account.faults.add(() => {
      resolve();
      return { kind: 'hang' };
    });
  });
  const { iam } = clientsOf(server.endpoint, 1);
  const outcomes = () => server.account.calls.map(({ outcome }) => outcome);
  return { ...server, arrived, iam, outcomes };
}

describe('the HTTP server of a sandbox account', () => {
  it('is found by clients through environment variables only', async () => {
    const { account, endpoint } = await served();
    for (const name of ['IAM', 'CONFIG_SERVICE', 'SSM']) vi.stubEnv(`AWS_ENDPOINT_URL_${name}`, endpoint);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
    account.addOperations('ssm', { GetDocument: () => ({ CreatedDate: new Date(1) }) });
    await new sdk.IAMClient({}).send(new sdk.ListUsersCommand({}));
    await new ConfigServiceClient({}).send(new DescribeConfigRulesCommand({}));
    const { CreatedDate } = await new SSMClient({}).send(new GetDocumentCommand({ Name: 'OneActiveKey' }));
    expect(CreatedDate).toEqual(new Date(1));
    expect(account.calls.map(({ service, principal }) => [service, principal])).toEqual([
      ['iam', 'tester'],
      ['config', 'tester'],
      ['ssm', 'tester'],
    ]);
  });

  it('answers on the loopback interface only, with the request id of the account', async () => {
    const { endpoint } = await served();
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { $metadata } = await clientsOf(endpoint).iam.send(new sdk.ListUsersCommand({}));
    expect($metadata.requestId).toBe('00000000-0000-4000-8000-000000000001');
  });

  it('aborts a call whose caller gives up', async () => {
    const { arrived, iam, outcomes, close } = await withHangingCall();
    const controller = new AbortController();
    const request = refusalOf(iam.send(new sdk.ListUsersCommand({}), { abortSignal: controller.signal }));
    await arrived;
    controller.abort();
    expect((await request).name).toBe('AbortError');
    await close();
    expect(outcomes()).toEqual(['AbortError']);
  });

  it('aborts a hanging call when it is closed', async () => {
    const { arrived, iam, outcomes, close } = await withHangingCall();
    const request = refusalOf(iam.send(new sdk.ListUsersCommand({})));
    await arrived;
    await close();
    expect(await request).toMatchObject({ code: 'ECONNRESET' });
    expect(outcomes()).toEqual(['AbortError']);
  });

  it('frees its port when it is closed, and can be closed twice', async () => {
    const server = await serveAccount(createSandboxAccount());
    await server.close();
    await server.close();
    const refusal = await refusalOf(clientsOf(server.endpoint, 1).iam.send(new sdk.ListUsersCommand({})));
    expect(refusal).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('errors of IAM', () => {
  const modelled = new Set(
    Object.values(serviceModels.services.iam.operations).flatMap(({ errors }) => errors),
  );
  it.each([...modelled].map((name) => [name]))('%s becomes the SDK’s own class', async (name) => {
    const { account, endpoint } = await served();
    account.addOperations('iam', { ListUsers: () => Promise.reject(new AwsError(name, `<&>"' é`, 400)) });
    const refusal = await refusalOf(clientsOf(endpoint, 1).iam.send(new sdk.ListUsersCommand({})));
    expect(refusal.constructor).toBe(Object(sdk)[name]);
    expect(refusal.message).toBe(`<&>"' é`);
  });

  it('have the codes and the form of the query protocol', async () => {
    const { endpoint } = await served();
    const body = 'Action=ListAccessKeys&Version=2010-05-08&UserName=bob';
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(await answer.text()).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
        '<Code>NoSuchEntity</Code><Message>The user with name bob cannot be found.</Message></Error>' +
        '<RequestId>00000000-0000-4000-8000-000000000001</RequestId></ErrorResponse>',
    );
  });
});

describe('a malformed request is refused with a clear message, and the next request is served', () => {
  const form = (body: string) => ({ 'content-type': 'application/x-www-form-urlencoded', body });
  const json = (body: string, operation = 'DescribeConfigRules') => ({
    'x-amz-target': `StarlingDoveService.${operation}`,
    body,
  });
  const tagging = (tags: string) => form(`Action=TagUser&UserName=bob&${tags}`);
  const cases: readonly [string, Record<string, string>, string, string][] = [
    [
      'a request without content',
      {},
      'UnknownOperationException',
      'expected the header x-amz-target or a form',
    ],
    ['an empty form', form(''), 'MissingAction', 'Action: expected an operation'],
    ['an operation not in the model', form('Action=CreateGroup'), 'SandboxError', 'received CreateGroup'],
    [
      'an operation with the name of an object’s member',
      form('Action=constructor'),
      'SandboxError',
      'received constructor',
    ],
    [
      'a parameter that the sandbox does not serve',
      form('Action=GetUser&UserName=a&X=1'),
      'SandboxError',
      'received X',
    ],
    [
      'a text in place of a number',
      form('Action=ListUsers&MaxItems=many'),
      'MalformedInput',
      'MaxItems: expected a whole number',
    ],
    [
      'a number too large',
      form(`Action=ListUsers&MaxItems=${'9'.repeat(99)}`),
      'SandboxError',
      'whole number',
    ],
    [
      'a value twice',
      form('Action=ListUsers&Marker=a&Marker=b'),
      'MalformedInput',
      'Marker: expected one value',
    ],
    [
      'a name with a value and with members',
      form('Action=ListUsers&Marker=a&Marker.b=c'),
      'MalformedInput',
      'Marker.b: expected',
    ],
    [
      'members in place of a value',
      form('Action=ListUsers&Marker.b=c'),
      'MalformedInput',
      'Marker: expected one value',
    ],
    ['a value in place of a list', tagging('Tags=a'), 'MalformedInput', 'names begin with Tags.; received a'],
    ['a list without members', tagging('Tags.1=a'), 'MalformedInput', 'Tags.member.; received an empty text'],
    [
      'a list with another member',
      tagging('Tags.member.1.Key=a&Tags.x=1'),
      'MalformedInput',
      'only Tags.member.1, Tags.',
    ],
    [
      'a list member without a number',
      tagging('Tags.member.a.Key=a'),
      'MalformedInput',
      'only Tags.member.1, Tags.',
    ],
    [
      'the names of prototypes',
      tagging('__proto__.a=1&constructor.b=1'),
      'SandboxError',
      '__proto__, constructor',
    ],
    ['a name with 50,000 levels', tagging(`${'a.'.repeat(50_000)}=1`), 'SandboxError', ''],
    [
      'an unknown service',
      { 'x-amz-target': 'None.Such', body: '{}' },
      'UnknownOperationException',
      'None.Such',
    ],
    [
      'an empty target',
      { 'x-amz-target': '', body: '{}' },
      'UnknownOperationException',
      'StarlingDoveService',
    ],
    ['an unknown operation', json('{}', 'None'), 'SandboxError', 'received None'],
    ['invalid JSON', json('{'), 'SerializationException', 'expected JSON'],
    ['an empty body', json(''), 'SerializationException', 'expected JSON'],
    ['a list in place of an object', json('[]'), 'SandboxError', 'must be an object'],
    ['an additional member', json('{"__proto__":{}}'), 'SandboxError', 'must have no members but'],
    ['a text in place of a list', json('{"ConfigRuleNames":"a"}'), 'SandboxError', 'must be an array'],
    [
      'a text in place of a time',
      json('{"ResultToken":"a","Evaluations":[{"OrderingTimestamp":"now"}]}', 'PutEvaluations'),
      'SandboxError',
      'must be a valid Date',
    ],
    [
      'a time too large',
      json('{"ResultToken":"a","Evaluations":[{"OrderingTimestamp":1e99}]}', 'PutEvaluations'),
      'SandboxError',
      'must be a valid Date',
    ],
  ];
  it.each(cases)('%s', async (_title, { body = '', ...headers }, code, message) => {
    const { endpoint } = await served();
    const answer = await fetch(endpoint, { method: 'POST', headers, body: Buffer.from(body) });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain(code);
    expect(text).toContain(message);
    expect((await clientsOf(endpoint).iam.send(new sdk.ListUsersCommand({}))).Users).toEqual([]);
  });

  it('null is the same as an absent member', async () => {
    const { endpoint } = await served();
    const { body, ...headers } = json('{"ConfigRuleNames":null}');
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ ConfigRules: [] });
  });

  it.each(['no HTTP\r\n\r\n', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'])(
    '%j',
    async (bytes) => {
      const { endpoint } = await served();
      const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
      socket.resume().end(bytes);
      await once(socket, 'close');
      expect((await clientsOf(endpoint).iam.send(new sdk.ListUsersCommand({}))).Users).toEqual([]);
    },
  );
});
