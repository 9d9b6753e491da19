import { describe, expect, it } from 'vitest';
import { writeExemption } from '../../../../bin/decisions/exemptions/write-exemption.ts';
import { userId, userName } from '../../../../policy/identifiers.ts';
import { createSandboxAccount } from '../../../../sandbox/account.ts';
import type { Fault } from '../../../../sandbox/faults.ts';

const EXEMPTION = { until: '2026-12-31', reason: 'two pipelines', owner: '' };

/** An account with the user bob, and a function that exempts bob. */
function withBob(tags: Readonly<Record<string, string>> = {}) {
  const account = createSandboxAccount();
  const bob = account.backdoor.createUser({ userName: 'bob', tags });
  const { iam } = account.connect({ principal: 'somebody' });
  const user = { userName: userName('bob'), userId: userId(bob.userId) };
  return { account, exempt: () => writeExemption(iam, user, EXEMPTION) };
}

describe('writeExemption', () => {
  it('writes all tags in one call, after it has read the user', async () => {
    const { account, exempt } = withBob({ Team: 'a' });
    expect(await exempt()).toEqual({ status: 'Written', failure: '', replaced: null });
    expect(account.calls.map(({ operation }) => operation)).toEqual(['GetUser', 'TagUser']);
    expect(account.backdoor.tagsOf('bob')).toEqual({
      Team: 'a',
      'one-active-key:exempt-until': '2026-12-31',
      'one-active-key:exempt-reason': 'two pipelines',
    });
  });

  it.each<readonly [string, string, Fault, object]>([
    [
      'the user cannot be read',
      'GetUser',
      { kind: 'deny' },
      { status: 'NotWritten', failure: /^AccessDenied/ },
    ],
    ['the tags are denied', 'TagUser', { kind: 'deny' }, { status: 'NotWritten', failure: /^AccessDenied/ }],
    [
      'every answer is lost',
      'TagUser',
      { kind: 'reset', applied: true },
      { status: 'Unknown', failure: /./ },
    ],
    ['IAM fails', 'TagUser', { kind: 'fail', applied: false }, { status: 'Unknown', failure: /./ }],
  ])('%s', async (_, failing, fault, expected) => {
    const { account, exempt } = withBob();
    account.faults.add(({ operation }) => (operation === failing ? fault : undefined));
    const { failure, ...rest } = expected as { failure: RegExp };
    expect(await exempt()).toEqual({ ...rest, failure: expect.stringMatching(failure), replaced: null });
  });

  it('an answer that is lost once: the tags are written', async () => {
    const { account, exempt } = withBob();
    let lost = 0;
    account.faults.add(({ operation }) => {
      if (operation !== 'TagUser' || lost > 0) return undefined;
      lost += 1;
      return { kind: 'reset', applied: true };
    });
    expect(await exempt()).toMatchObject({ status: 'Written' });
  });

  it('50 tags: none is written', async () => {
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`tag-${n}`, '']));
    const { account, exempt } = withBob(tags);
    expect(await exempt()).toMatchObject({
      status: 'NotWritten',
      failure: expect.stringMatching(/^LimitExceeded/),
    });
    expect(account.backdoor.tagsOf('bob')).toEqual(tags);
  });

  it('the name is that of another user by now: nothing is written', async () => {
    const { account, exempt } = withBob();
    account.backdoor.deleteUser('bob');
    account.backdoor.createUser({ userName: 'bob' });
    expect(await exempt()).toEqual({
      status: 'NotWritten',
      failure: 'the user was renamed or deleted meanwhile',
      replaced: null,
    });
    expect(account.backdoor.tagsOf('bob')).toEqual({});
  });
});
