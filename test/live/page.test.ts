import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../live/questions/all.ts';
import { PERSON } from '../../live/sandbox.ts';
import { TEST_USER } from '../../live/test-user.ts';
import type { CallRecord } from '../../sandbox/call-record.ts';
import { readPage } from '../support/pages.ts';
import { type AuthorizationRequest, decideBy, type PolicyDocument } from '../support/simulator.ts';
import { aRun } from './a-run.ts';

const page = readPage('docs/verify-in-aws.md');
const [, json = ''] = /```json\n(.*?)\n```/s.exec(page) ?? [];
const POLICY = JSON.parse(json) as PolicyDocument;

const rows = Array.from(page.matchAll(/^\| (\d+) \|(.*)\|$/gm), ([, row, cells = '']) => ({
  row: Number(row),
  cells,
}));

describe('docs/verify-in-aws.md', () => {
  it('has each row once, with four cells', () => {
    expect(rows.length).toBeGreaterThan(70);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
    const odd = rows.filter(({ cells }) => cells.replaceAll('\\|', '').split('|').length !== 3);
    expect(odd.map(({ row }) => row)).toEqual([]);
  });

  it('names the ten rows that the program asks, and says at each of them that it does', () => {
    const asked = QUESTIONS.map(({ row }) => row).toSorted((a, b) => a - b);
    const [, list = ''] = /the most harm: rows (.*?)\. It names/s.exec(page) ?? [];
    expect(list.split(/,\s+|\s+and\s+/).map(Number)).toEqual(asked);
    const saying = rows.filter(({ cells }) => cells.includes('npm run verify-in-aws')).map(({ row }) => row);
    expect(saying.toSorted((a, b) => a - b)).toEqual(asked);
  });

  it('gives a policy that allows every call of a run, and nothing that no run needs', async () => {
    const { account, verify } = await aRun();
    await verify();
    const requests = account.calls.filter(({ principal }) => principal === PERSON).flatMap(requestsOf);
    const denied = [];
    for (const request of requests) {
      if ((await decideBy([POLICY], request)) !== 'Allowed') denied.push(request);
    }
    expect(denied).toEqual([]);
    const needed = new Set(requests.map(({ action }) => action));
    expect(new Set(POLICY.Statement.flatMap(({ Action }) => Action))).toEqual(needed);
  });

  it('gives a policy for no other user', async () => {
    const resource = `arn:aws:iam::111122223333:user/${TEST_USER}2`;
    for (const action of ['iam:DeleteUser', 'iam:UpdateAccessKey', 'iam:PutUserPolicy']) {
      expect(await decideBy([POLICY], { action, resource })).toBe('ImplicitlyDenied');
    }
  });
});

const SSM = 'arn:aws:ssm:us-east-1:111122223333';

/** What IAM authorizes for a call: starting an execution needs the document, the execution and the role. */
function requestsOf({ service, operation, input }: CallRecord): readonly AuthorizationRequest[] {
  const action = `${service}:${operation}`;
  if (service === 'sts') return [];
  if (service === 'iam') return [{ action, resource: `arn:aws:iam::111122223333:user/${TEST_USER}` }];
  if (service === 'cloudtrail') return [{ action, resource: '*' }];
  const { Name, DocumentName } = input as { readonly Name?: string; readonly DocumentName?: string };
  if (Name !== undefined) return [{ action, resource: `${SSM}:document/${Name}` }];
  const execution = { action, resource: `${SSM}:automation-execution/00000000-0000-4000-8000-000000000001` };
  if (DocumentName === undefined) return [execution];
  const role = 'arn:aws:iam::111122223333:role/one-active-key-automation';
  const context = { 'iam:PassedToService': 'ssm.amazonaws.com' };
  return [
    { action, resource: `${SSM}:document/${DocumentName}` },
    execution,
    { action: 'iam:PassRole', resource: role, context },
  ];
}
