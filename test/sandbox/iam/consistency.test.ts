import {
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { createHistory } from '../../../sandbox/history.ts';
import { refusalOf } from '../refusal.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const LAG = 10_000;

/** An account whose reads have the maximum lag, in which each read sees alice's key KEY. */
function aLateAccount(random = () => 1) {
  const account = createSandboxAccount({ consistencyLagMs: LAG, random });
  account.backdoor.createUser({ userName: 'alice' });
  account.backdoor.createAccessKey('alice', { accessKeyId: KEY });
  account.clock.advance(LAG);
  return { ...account, ...account.connect({ principal: 'tester' }) };
}

const deactivation = new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: KEY, Status: 'Inactive' });

async function statusSeen(iam: IAMClient): Promise<string | undefined> {
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
  return AccessKeyMetadata?.[0]?.Status;
}

describe('Reads of IAM with a consistency lag', () => {
  it('see the state before a write', async () => {
    const { iam } = aLateAccount();
    await iam.send(deactivation);
    expect(await statusSeen(iam)).toBe('Active');
  });

  it('see that state until the lag is over, and not after it', async () => {
    const { iam, clock } = aLateAccount();
    await iam.send(deactivation);
    clock.advance(LAG - 1);
    expect(await statusSeen(iam)).toBe('Active');
    clock.advance(1);
    expect(await statusSeen(iam)).toBe('Inactive');
  });

  it('each draw a lag', async () => {
    const lags = [0, 0.9, 0.1, 1];
    const { iam, clock } = aLateAccount(() => lags.shift() ?? 1);
    await iam.send(deactivation);
    clock.advance(LAG / 2);
    expect([await statusSeen(iam), await statusSeen(iam), await statusSeen(iam)]).toEqual([
      'Active',
      'Inactive',
      'Active',
    ]);
  });

  it('see changes through the backdoor as late as changes through the API', async () => {
    const { iam, backdoor } = aLateAccount();
    backdoor.setKeyStatus(KEY, 'Inactive');
    expect(await statusSeen(iam)).toBe('Active');
  });

  it('do not see a new user yet', async () => {
    const { iam, backdoor, clock } = aLateAccount();
    backdoor.createUser({ userName: 'bob' });
    const refusal = await refusalOf(iam.send(new GetUserCommand({ UserName: 'bob' })));
    expect(refusal.name).toBe('NoSuchEntityException');
    clock.advance(LAG);
    expect((await iam.send(new GetUserCommand({ UserName: 'bob' }))).User?.UserName).toBe('bob');
  });

  it('still see a deleted user', async () => {
    const { iam, backdoor, clock } = aLateAccount();
    backdoor.deleteUser('alice');
    expect((await iam.send(new ListUsersCommand({}))).Users).toHaveLength(1);
    clock.advance(LAG);
    expect((await iam.send(new ListUsersCommand({}))).Users).toEqual([]);
  });

  it('do not see the old name after the lag', async () => {
    const { iam, backdoor, clock } = aLateAccount();
    backdoor.renameUser('alice', 'alicia');
    expect(await statusSeen(iam)).toBe('Active');
    clock.advance(LAG);
    expect((await refusalOf(statusSeen(iam))).name).toBe('NoSuchEntityException');
  });

  it('see the state before several writes within the lag', async () => {
    const { iam, backdoor, clock } = aLateAccount();
    clock.advance(6_000);
    await iam.send(deactivation);
    clock.advance(9_000);
    backdoor.tagUser('alice', { team: 'ops' });
    clock.advance(500);
    expect(await statusSeen(iam)).toBe('Active');
  });
});

describe('A history', () => {
  /** `first` from 0 on, `second` from 100 on, `third` from 200 on; reads reach back 50. */
  function aHistory() {
    const history = createHistory<string>(50);
    history.record('first', 0);
    history.record('second', 100);
    history.record('third', 200);
    return history;
  }

  it('returns each state from its first moment on', () => {
    expect([150, 199, 200, 201].map(aHistory().at)).toEqual(['second', 'second', 'third', 'third']);
  });

  it('drops states that no read can return any more', () => {
    expect(aHistory().at(50)).toBeUndefined();
  });

  it('returns the last of two states of one moment', () => {
    const history = createHistory<string>(50);
    history.record('first', 0);
    history.record('second', 0);
    expect(history.at(0)).toBe('second');
  });
});

describe('Writes of IAM', () => {
  it('act on the latest state, whatever the lag of the reads', async () => {
    const { iam, backdoor } = aLateAccount();
    backdoor.deleteAccessKey(KEY);
    expect((await refusalOf(iam.send(deactivation))).name).toBe('NoSuchEntityException');
  });

  it('are seen at once without a lag', async () => {
    const account = createSandboxAccount();
    account.backdoor.createUser({ userName: 'alice' });
    account.backdoor.createAccessKey('alice', { accessKeyId: KEY });
    const { iam } = account.connect({ principal: 'tester' });
    await iam.send(deactivation);
    expect(await statusSeen(iam)).toBe('Inactive');
  });
});
