import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { callCounts } from '../support/rule.ts';
import { COMPLIANCE_EVENT, EMPTY_REQUEST, FULL_REQUEST, USER_ID } from './events.ts';
import { anAccount, invoke, lastMessages } from './told.ts';

async function told(account: SandboxAccount, event: object) {
  expect(await invoke(account, event)).toEqual({ outcome: 'Accepted' });
  const { mail } = lastMessages(account);
  if (!mail) throw new Error('Expected a mail; received none');
  return mail;
}

const becameNonCompliant = (resourceId: string) => ({
  ...COMPLIANCE_EVENT,
  detail: { ...COMPLIANCE_EVENT.detail, resourceId },
});

describe('the user of a message', () => {
  it.each(['Owner', 'owner', 'OWNER'])('has the owner of the tag %s', async (key) => {
    const { account } = anAccount();
    account.backdoor.untagUser('deploy-bot', ['owner']);
    account.backdoor.tagUser('deploy-bot', { team: 'other', [key]: 'team-data' });
    const { attributes, message } = await told(account, FULL_REQUEST);
    expect(attributes).toMatchObject({ owner: 'team-data', user: 'deploy-bot' });
    expect(message).toContain('\nOwner: team-data\n');
  });

  it.each([
    ['no tag', {}],
    ['an empty tag', { Owner: '' }],
  ])('with %s has no owner: the message says so, and has no such attribute', async (_, tags) => {
    const { account } = anAccount();
    account.backdoor.untagUser('deploy-bot', ['owner']);
    account.backdoor.tagUser('deploy-bot', tags);
    const { attributes, message } = await told(account, FULL_REQUEST);
    expect(attributes).toEqual({ account: '111122223333', user: 'deploy-bot', event: 'Deactivated' });
    expect(message).toContain('\nOwner: none, the user has no tag Owner\n');
  });

  it('of whom AWS Config tells the id only is found by it', async () => {
    const { account } = anAccount();
    const { attributes, message } = await told(account, COMPLIANCE_EVENT);
    expect(attributes).toMatchObject({ user: 'deploy-bot', owner: 'team-payments' });
    expect(message).toContain(`\nUser: deploy-bot (${USER_ID})\n`);
  });

  it('who was renamed since is told by the new name', async () => {
    const { account } = anAccount();
    account.backdoor.renameUser('deploy-bot', 'release-bot');
    expect((await told(account, FULL_REQUEST)).attributes).toMatchObject({ user: 'release-bot' });
  });

  it('is not the one who has the name by now', async () => {
    const { account } = anAccount();
    account.backdoor.renameUser('deploy-bot', 'release-bot');
    account.backdoor.createUser({ userName: 'deploy-bot', tags: { Owner: 'somebody-else' } });
    expect((await told(account, FULL_REQUEST)).attributes).toMatchObject({
      user: 'release-bot',
      owner: 'team-payments',
    });
  });

  it('who is gone is told of by the name of the request', async () => {
    const { account } = anAccount();
    account.backdoor.deleteUser('deploy-bot');
    const { attributes, message } = await told(account, FULL_REQUEST);
    expect(attributes).not.toHaveProperty('owner');
    expect(message).toContain('Owner: not known');
    expect(message).toContain(`Not read: no IAM user has the id ${USER_ID} any more`);
  });

  it.each(['Noticed', 'Reminder'])('cannot be read: no %s is published, and none counts', async (event) => {
    const { account } = anAccount();
    account.faults.add(({ operation }) => (operation === 'GetUser' ? { kind: 'deny' } : undefined));
    expect((await invoke(account, { ...FULL_REQUEST, event })).error).toMatch(
      /^UnknownOwnerError: the owner of AIDA\w+ could not be read, so nothing was published: AccessDenied/,
    );
    expect(account.topics.published()).toEqual([]);
  });

  it.each(['GetUser', 'ListUsers'])(
    'cannot be read since %s is denied: people are told all the same',
    async (name) => {
      const { account } = anAccount();
      account.faults.add(({ operation }) => (operation === name ? { kind: 'deny' } : undefined));
      const { attributes, message, subject } = await told(account, COMPLIANCE_EVENT);
      expect(attributes).toEqual({ account: '111122223333', event: 'BecameNonCompliant' });
      expect(message).toContain('Not read: AccessDenied: ');
      expect(subject).toContain(`${USER_ID} has more than one active access key`);
    },
  );

  it('is no user where the event is about none: nothing of IAM is read', async () => {
    const { account } = anAccount();
    const { message } = await told(account, {
      ...EMPTY_REQUEST,
      event: 'RunFailed',
      userId: '',
      userName: '',
    });
    expect(message).not.toMatch(/^(User|Owner):/m);
    expect(callCounts(account)).toEqual({ Publish: 2 });
  });
});

describe('the names of 300 users that became NON_COMPLIANT at once', () => {
  it('need one listing, and a new one after five minutes, or for a user who is newer', async () => {
    const { account } = anAccount();
    const users = Array.from({ length: 300 }, (_, n) =>
      account.backdoor.createUser({ userName: `user-${n}` }),
    );
    for (const { userId } of users) await invoke(account, becameNonCompliant(userId));
    expect(callCounts(account)).toMatchObject({ ListUsers: 1, GetUser: 300, Publish: 600 });
    const newest = account.backdoor.createUser({ userName: 'newest' });
    expect((await told(account, becameNonCompliant(newest.userId))).attributes).toMatchObject({
      user: 'newest',
    });
    expect(callCounts(account)).toMatchObject({ ListUsers: 2 });
    account.clock.advance(299_999);
    await invoke(account, becameNonCompliant(newest.userId));
    expect(callCounts(account)).toMatchObject({ ListUsers: 2 });
    account.clock.advance(1);
    await invoke(account, becameNonCompliant(newest.userId));
    expect(callCounts(account)).toMatchObject({ ListUsers: 3 });
  });
});
