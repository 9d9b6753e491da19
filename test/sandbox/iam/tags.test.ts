import {
  LimitExceededException,
  ListUserTagsCommand,
  paginateListUserTags,
  TagUserCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { refusalOf } from '../refusal.ts';

/** An account in which alice has these tags. */
function accountWith(tags: Readonly<Record<string, string>>) {
  const account = createSandboxAccount();
  account.backdoor.createUser({ userName: 'alice', tags });
  return { ...account, ...account.connect({ principal: 'tester', maxAttempts: 1 }) };
}

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index + 1}`, '']));

const tagging = (...Tags: { Key: string; Value: string }[]) =>
  new TagUserCommand({ UserName: 'alice', Tags });

describe('ListUserTags', () => {
  it('returns all tags, page by page', async () => {
    const { iam } = accountWith(numbered(7));
    const found: (string | undefined)[] = [];
    for await (const { Tags = [] } of paginateListUserTags(
      { client: iam, pageSize: 3 },
      { UserName: 'alice' },
    )) {
      found.push(...Tags.map(({ Key }) => Key));
    }
    expect(found.sort()).toEqual(Object.keys(numbered(7)));
  });

  it('refuses a user that does not exist', async () => {
    const { iam } = accountWith({});
    const refusal = await refusalOf(iam.send(new ListUserTagsCommand({ UserName: 'bob' })));
    expect(refusal.name).toBe('NoSuchEntityException');
  });
});

describe('TagUser', () => {
  it('adds to the existing tags', async () => {
    const { iam, backdoor } = accountWith({ team: 'ops' });
    await iam.send(tagging({ Key: 'cost-center', Value: '17' }));
    expect(backdoor.tagsOf('alice')).toEqual({ team: 'ops', 'cost-center': '17' });
  });

  it('replaces a tag whose key differs only in case, and keeps the new case', async () => {
    const { iam, backdoor } = accountWith({ Department: 'foo' });
    await iam.send(tagging({ Key: 'department', Value: 'bar' }));
    expect(backdoor.tagsOf('alice')).toEqual({ department: 'bar' });
  });

  it('refuses two keys in one request that differ only in case', async () => {
    const { iam } = accountWith({});
    const command = tagging({ Key: 'Team', Value: 'a' }, { Key: 'team', Value: 'b' });
    expect((await refusalOf(iam.send(command))).name).toBe('InvalidInputException');
  });

  it('refuses the 51st tag and adds no tag', async () => {
    const { iam, backdoor } = accountWith(numbered(49));
    const command = tagging({ Key: 'one', Value: '' }, { Key: 'two', Value: '' });
    expect(await refusalOf(iam.send(command))).toBeInstanceOf(LimitExceededException);
    expect(Object.keys(backdoor.tagsOf('alice'))).toHaveLength(49);
  });

  it('replaces a tag of a user who has 50', async () => {
    const { iam, backdoor } = accountWith(numbered(50));
    await iam.send(tagging({ Key: 'TAG-1', Value: 'new' }));
    expect(backdoor.tagsOf('alice')).toMatchObject({ 'TAG-1': 'new' });
  });
});

describe('UntagUser', () => {
  it('removes a tag whose key differs in case', async () => {
    const { iam, backdoor } = accountWith({ Team: 'ops', other: '' });
    await iam.send(new UntagUserCommand({ UserName: 'alice', TagKeys: ['team'] }));
    expect(backdoor.tagsOf('alice')).toEqual({ other: '' });
  });

  it('accepts a tag key that the user does not have', async () => {
    const { iam, backdoor } = accountWith({ team: 'ops' });
    await iam.send(new UntagUserCommand({ UserName: 'alice', TagKeys: ['absent'] }));
    expect(backdoor.tagsOf('alice')).toEqual({ team: 'ops' });
  });
});
