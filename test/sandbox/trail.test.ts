import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount, type SandboxOptions } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { iamEvent } from '../support/iam-events.ts';
import { refusalOf } from './refusal.ts';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const ROLE_ID = expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE$/);

/** An account in which alice has one active key, and the requests to change it. */
function anAccount(options: SandboxOptions = {}) {
  const account = createSandboxAccount(options);
  account.backdoor.createUser({ userName: 'alice' });
  const AccessKeyId = account.backdoor.createAccessKey('alice');
  const update = (Status: 'Active' | 'Inactive') =>
    new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId, Status });
  const { iam } = account.connect({ principal: 'deployment' });
  const { trail } = account;
  const details = () => trail.events.map(({ detail }) => detail);
  return { account, iam, trail, details, AccessKeyId, update };
}

/** The account, and a function that notes the status in each event that it receives. */
function withTarget(pattern?: object) {
  const made = anAccount();
  const received: string[] = [];
  made.account.functions.register('noting', async (event) => {
    const { requestParameters } = (event as { detail: { requestParameters: { status: string } } }).detail;
    received.push(requestParameters.status);
  });
  made.trail.addTarget('noting', pattern);
  return { ...made, received };
}

/** The fault of the first attempt; the others have none. */
function once(fault: Fault) {
  let isFirst = true;
  return () => {
    const given = isFirst ? fault : undefined;
    isFirst = false;
    return given;
  };
}

describe('A write to IAM has an event', () => {
  it('in the form of EventBridge', async () => {
    const { iam, trail, AccessKeyId, update } = anAccount({ startAt: new Date('2026-01-15T09:00:00.789Z') });
    const { $metadata } = await iam.send(update('Inactive'));
    const expected = iamEvent('UpdateAccessKey', {
      userName: 'alice',
      accessKeyId: AccessKeyId,
      status: 'Inactive',
    });
    const detail = {
      ...expected.detail,
      userIdentity: expect.anything(),
      eventTime: '2026-01-15T09:00:00Z',
      requestID: $metadata.requestId,
      eventID: UUID,
    };
    expect(trail.events).toEqual([{ ...expected, id: UUID, detail }]);
  });

  it('with the session of the role that made the call', async () => {
    const { iam, details, update } = anAccount();
    await iam.send(update('Inactive'));
    const [{ userIdentity } = {}] = details();
    expect(userIdentity).toEqual({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA[A-Z2-7]{10}EXAMPLE:deployment$/),
      arn: 'arn:aws:sts::111122223333:assumed-role/deployment/deployment',
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: ROLE_ID,
          arn: 'arn:aws:iam::111122223333:role/deployment',
          accountId: '111122223333',
          userName: 'deployment',
        },
      },
    });
    expect(userIdentity?.principalId).toBe(
      `${userIdentity?.sessionContext?.sessionIssuer.principalId}:deployment`,
    );
  });

  it('with another session for another principal', async () => {
    const { account, iam, details, update } = anAccount();
    await iam.send(update('Inactive'));
    await account.connect({ principal: 'operations' }).iam.send(update('Active'));
    const [one, other] = details().map(({ userIdentity }) => userIdentity);
    expect(other?.arn).toBe('arn:aws:sts::111122223333:assumed-role/operations/operations');
    expect(other?.principalId.split(':')[0]).not.toBe(one?.principalId.split(':')[0]);
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-iso', 'us-iso-east-1'],
  ])('in the partition %s from %s', async (partition, region) => {
    const accountRegion = partition === 'aws-iso' ? region : 'eu-central-1';
    const { iam, trail, update } = anAccount({ partition, region: accountRegion });
    await iam.send(update('Inactive'));
    const { sessionIssuer } = trail.events[0]?.detail.userIdentity.sessionContext ?? {};
    expect(trail.events).toMatchObject([{ region, detail: { awsRegion: region } }]);
    expect(sessionIssuer?.arn).toBe(`arn:${partition}:iam::111122223333:role/deployment`);
  });

  it('with the new key but not its secret', async () => {
    const { iam, details } = anAccount();
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    expect(details()).toMatchObject([
      { eventName: 'CreateAccessKey', requestParameters: { userName: 'alice' } },
    ]);
    expect(details()[0]?.responseElements).toEqual({
      accessKey: {
        userName: 'alice',
        accessKeyId: AccessKey?.AccessKeyId,
        status: 'Active',
        createDate: 'Jan 15, 2026 9:00:00 AM',
      },
    });
  });

  it('with the tags', async () => {
    const { iam, details } = anAccount();
    await iam.send(new TagUserCommand({ UserName: 'alice', Tags: [{ Key: 'Team', Value: 'ops' }] }));
    await iam.send(new UntagUserCommand({ UserName: 'alice', TagKeys: ['Team'] }));
    expect(details()).toMatchObject([
      {
        eventName: 'TagUser',
        requestParameters: { userName: 'alice', tags: [{ key: 'Team', value: 'ops' }] },
      },
      { eventName: 'UntagUser', requestParameters: { userName: 'alice', tagKeys: ['Team'] } },
    ]);
  });

  it('and all events are in the order of the calls', async () => {
    const { iam, details, AccessKeyId, update } = anAccount();
    await Promise.all([iam.send(update('Inactive')), iam.send(update('Active'))]);
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId }));
    expect(details()).toMatchObject([
      { eventName: 'UpdateAccessKey', requestParameters: { status: 'Inactive' } },
      { eventName: 'UpdateAccessKey', requestParameters: { status: 'Active' } },
      { eventName: 'DeleteAccessKey' },
    ]);
  });
});

describe('There is no event of', () => {
  it('a read', async () => {
    const { iam, trail } = anAccount();
    await iam.send(new GetUserCommand({ UserName: 'alice' }));
    await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
    expect(trail.events).toEqual([]);
  });

  it.each<Fault>([
    { kind: 'reset', applied: false },
    { kind: 'answer', output: {} },
  ])('a call that IAM did not answer: $kind', async (fault) => {
    const { account, trail, update } = anAccount();
    account.faults.add(() => fault);
    const { iam } = account.connect({ principal: 'deployment', maxAttempts: 1 });
    await iam.send(update('Inactive')).catch(() => {});
    expect(trail.events).toEqual([]);
  });
});

describe('A write that failed has an event with its error', () => {
  it('if IAM refused it', async () => {
    const { iam, details, AccessKeyId } = anAccount();
    await refusalOf(iam.send(new DeleteAccessKeyCommand({ UserName: 'nobody', AccessKeyId })));
    expect(details()).toMatchObject([
      {
        errorCode: 'NoSuchEntityException',
        errorMessage: 'The user with name nobody cannot be found.',
        requestParameters: { userName: 'nobody', accessKeyId: AccessKeyId },
        responseElements: null,
      },
    ]);
  });

  it('without parameters if IAM denied it', async () => {
    const { account, iam, details, update } = anAccount();
    account.faults.add(() => ({ kind: 'deny' }));
    const { message } = await refusalOf(iam.send(update('Inactive')));
    expect(details()).toMatchObject([
      { errorCode: 'AccessDenied', errorMessage: message, requestParameters: null },
    ]);
  });

  it.each<[string, Fault]>([
    ['Throttling', { kind: 'throttle' }],
    ['ServiceFailureException', { kind: 'fail', applied: false }],
  ])('for each attempt of the SDK: %s', async (errorCode, fault) => {
    const { account, iam, details, update } = anAccount();
    account.faults.add(once(fault));
    await iam.send(update('Inactive'));
    expect(details()[0]).toMatchObject({ errorCode });
    expect(details()[1]).not.toHaveProperty('errorCode');
    expect(details()).toHaveLength(2);
  });
});

describe('A write whose answer was lost has an event', () => {
  it.each(['fail', 'reset'] as const)('of its success: %s', async (kind) => {
    const { account, details, update } = anAccount();
    account.faults.add(() => ({ kind, applied: true }));
    const { iam } = account.connect({ principal: 'deployment', maxAttempts: 1 });
    await refusalOf(iam.send(update('Inactive')));
    expect(account.backdoor.keysOf('alice')).toMatchObject([{ status: 'Inactive' }]);
    expect(details()).toMatchObject([{ eventName: 'UpdateAccessKey' }]);
    expect(details()[0]).not.toHaveProperty('errorCode');
  });

  it('of the error that the caller did not see', async () => {
    const { account, details, AccessKeyId } = anAccount();
    account.faults.add(() => ({ kind: 'reset', applied: true }));
    const { iam } = account.connect({ principal: 'deployment', maxAttempts: 1 });
    await refusalOf(iam.send(new DeleteAccessKeyCommand({ UserName: 'nobody', AccessKeyId })));
    expect(details()).toMatchObject([{ errorCode: 'NoSuchEntityException' }]);
  });

  it('at the time when it took effect', async () => {
    const { account, iam, details, update } = anAccount();
    account.faults.add(() => ({ kind: 'delay', ms: 5_000 }));
    await iam.send(update('Inactive'));
    expect(details()).toMatchObject([{ eventTime: '2026-01-15T09:00:05Z' }]);
  });
});

describe('A change by the backdoor has an event', () => {
  it('of a person, if it changes a key or tags', () => {
    const { account, details, AccessKeyId } = anAccount();
    account.backdoor.setKeyStatus(AccessKeyId, 'Inactive');
    account.backdoor.tagUser('alice', { team: 'ops' });
    account.backdoor.untagUser('alice', ['team']);
    account.backdoor.deleteAccessKey(AccessKeyId);
    const userName = 'alice';
    expect(details().map(({ eventName, requestParameters }) => [eventName, requestParameters])).toEqual([
      ['UpdateAccessKey', { userName, accessKeyId: AccessKeyId, status: 'Inactive' }],
      ['TagUser', { userName, tags: [{ key: 'team', value: 'ops' }] }],
      ['UntagUser', { userName, tagKeys: ['team'] }],
      ['DeleteAccessKey', { userName, accessKeyId: AccessKeyId }],
    ]);
    expect(details()[0]?.userIdentity).toEqual({
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
      arn: 'arn:aws:iam::111122223333:user/operator',
      accountId: '111122223333',
      userName: 'operator',
    });
  });

  it('with the name of a user who is addressed by the id', () => {
    const { account, details } = anAccount();
    const { userId } = account.backdoor.createUser({ userName: 'bob' });
    account.backdoor.tagUser(userId, { team: 'ops' });
    expect(details()).toMatchObject([{ requestParameters: { userName: 'bob' } }]);
  });

  it('but not if it creates what a test begins with, or if no call could make it', () => {
    const { account, trail, AccessKeyId } = anAccount();
    account.backdoor.setKeyStatus(AccessKeyId, 'Expired');
    expect(trail.events).toEqual([]);
  });

  it('only if it was made', () => {
    const { account, trail } = anAccount();
    expect(() => account.backdoor.setKeyStatus('AKIAI44QH8DHBEXAMPLE', 'Inactive')).toThrow('no access key');
    expect(() => account.backdoor.tagUser('nobody', { team: 'ops' })).toThrow('no user');
    expect(trail.events).toEqual([]);
  });

  it('and changes no id that the account gives later', () => {
    const nextId = (status: 'Inactive' | 'Expired') => {
      const { account, AccessKeyId } = anAccount();
      account.backdoor.setKeyStatus(AccessKeyId, status);
      return account.backdoor.createAccessKey('alice');
    };
    expect(nextId('Inactive')).toBe(nextId('Expired'));
  });
});

describe('EventBridge', () => {
  it('delivers each event once, in order, when the test says so', async () => {
    const { iam, trail, received, update } = withTarget();
    await iam.send(update('Inactive'));
    await iam.send(update('Active'));
    expect(received).toEqual([]);
    expect(trail.pending()).toEqual(trail.events.map((event) => ({ functionName: 'noting', event })));
    expect(await trail.deliver()).toEqual([]);
    expect(received).toEqual(['Inactive', 'Active']);
    await trail.deliver();
    expect(received).toHaveLength(2);
    expect(trail.events).toHaveLength(2);
  });

  it('delivers the events that match the pattern', async () => {
    const succeeded = { source: ['aws.iam'], detail: { errorCode: [{ exists: false }] } };
    const { account, iam, trail, received, update } = withTarget(succeeded);
    account.faults.add(once({ kind: 'throttle' }));
    await iam.send(update('Inactive'));
    await trail.deliver();
    expect(trail.events).toHaveLength(2);
    expect(received).toEqual(['Inactive']);
  });

  it('delivers an event to every target, but only events after the target was added', async () => {
    const { account, iam, trail, received, update } = withTarget();
    await iam.send(update('Inactive'));
    const second: unknown[] = [];
    account.functions.register('second', async (event) => void second.push(event));
    trail.addTarget('second');
    await iam.send(update('Active'));
    await trail.deliver();
    expect(received).toEqual(['Inactive', 'Active']);
    expect(second).toEqual([trail.events[1]]);
  });

  it('delivers an event that a function caused at the next delivery', async () => {
    const { account, iam, trail, received, update } = withTarget();
    account.functions.register('undoing', async () => void (await iam.send(update('Active'))));
    trail.addTarget('undoing', { detail: { requestParameters: { status: ['Inactive'] } } });
    await iam.send(update('Inactive'));
    await trail.deliver();
    expect(received).toEqual(['Inactive']);
    await trail.deliver();
    expect(received).toEqual(['Inactive', 'Active']);
    expect(trail.pending()).toEqual([]);
  });

  it('delivers an event again, before newer ones, if the function failed', async () => {
    const { account, iam, trail, update } = anAccount();
    const attempts: unknown[] = [];
    account.functions.register('failing', async (event) => {
      attempts.push(event);
      if (attempts.length === 1) throw new Error('not yet');
    });
    trail.addTarget('failing');
    await iam.send(update('Inactive'));
    expect(await trail.deliver()).toEqual([expect.stringContaining('not yet')]);
    await iam.send(update('Active'));
    expect(await trail.deliver()).toEqual([]);
    expect(attempts).toEqual([trail.events[0], trail.events[0], trail.events[1]]);
  });

  it('gives an event up after the third attempt', async () => {
    const { account, iam, trail, update } = anAccount();
    account.functions.register('failing', () => Promise.reject(new Error('never')));
    trail.addTarget('failing');
    await iam.send(update('Inactive'));
    const failures = [];
    for (let round = 0; round < 4; round += 1) failures.push((await trail.deliver()).length);
    expect(failures).toEqual([1, 1, 1, 0]);
    expect(trail.pending()).toEqual([]);
  });

  it('refuses to deliver to a function that does not exist', async () => {
    const { iam, trail, update } = anAccount();
    trail.addTarget('absent');
    await iam.send(update('Inactive'));
    await expect(trail.deliver()).rejects.toThrow('Function not found');
  });
});
