import { ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { AwsError } from '../../sandbox/api.ts';
import { createVirtualClock } from '../../sandbox/clock.ts';
import { createDashboard } from '../../sandbox/config/dashboard.ts';
import { createUserStore } from '../../sandbox/iam/user-store.ts';
import { pageOf } from '../../sandbox/paging.ts';

const onInvalidToken = () => new AwsError('InvalidToken', 'not ours');

/** Reads a whole listing in pages of this size. */
function readAll<Item>(items: readonly Item[], orderOf: (item: Item) => string, size: number) {
  const pages: Item[][] = [];
  let token: string | undefined;
  do {
    const page = pageOf(items, orderOf, { token, size: () => size, onInvalidToken });
    pages.push([...page.items]);
    token = page.nextToken;
  } while (token !== undefined);
  return pages;
}

describe('a listing', () => {
  it('is in order, each item once, and its last page has no token', () => {
    const items = ['d', 'a', 'e', 'c', 'b'];
    expect(readAll(items, (item) => item, 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('is sorted once, however many pages it has', () => {
    const items = Array.from({ length: 1_000 }, (_, n) => `user-${(n * 7) % 1_000}`);
    let reads = 0;
    const orderOf = (item: string) => {
      reads += 1;
      return item;
    };
    expect(readAll(items, orderOf, 10)).toHaveLength(100);
    expect(reads).toBe(items.length);
  });

  it('by another order is another listing', () => {
    const items = [1, 2, 3];
    expect(readAll(items, String, 3)).toEqual([[1, 2, 3]]);
    expect(readAll(items, (item) => String(-item), 3)).toEqual([[1, 2, 3]]);
    expect(readAll(items, (item) => String(9 - item), 3)).toEqual([[3, 2, 1]]);
  });

  it.each([
    ['is deleted', ['a', 'c', 'd']],
    ['is created', ['a', 'b', 'bb', 'c', 'd']],
  ])('goes on behind the item of its token when an item %s', (_, changed) => {
    const order = (item: string) => item;
    const options = { size: () => 2, onInvalidToken };
    const first = pageOf(['a', 'b', 'c', 'd'], order, { ...options, token: undefined });
    const second = pageOf(changed, order, { ...options, token: first.nextToken });
    expect([...first.items, ...second.items]).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(second.items).not.toContain('b');
  });

  it.each([
    ['has no such mark', 'bm90IG91cnM'],
    ['is empty', ''],
  ])('refuses a token that %s', (_, token) => {
    expect(() => pageOf(['a'], String, { token, size: () => 1, onInvalidToken })).toThrow('not ours');
  });
});

describe('what a listing is made of is the same array until it changes', () => {
  const user = (userName: string) => ({
    userId: userName,
    userName,
    path: '/',
    createdAt: new Date(0),
    keys: [],
    tags: [],
  });

  it('the users of an account', () => {
    const clock = createVirtualClock(new Date(0));
    const store = createUserStore({ clock, consistencyLagMs: 0, random: () => 0 });
    store.put(user('alice'));
    const before = store.read().all();
    expect(store.read().all()).toBe(before);
    expect(store.truth().all()).toBe(before);
    store.put(user('bob'));
    expect(
      store
        .read()
        .all()
        .map(({ userName }) => userName),
    ).toEqual(['alice', 'bob']);
    expect(before).toHaveLength(1);
    store.remove('alice');
    expect(
      store
        .read()
        .all()
        .map(({ userName }) => userName),
    ).toEqual(['bob']);
  });

  it('the results of a rule', () => {
    const dashboard = createDashboard();
    const result = (resourceId: string) => ({
      resourceId,
      resourceType: 'AWS::IAM::User',
      complianceType: 'COMPLIANT' as const,
      orderingTimestamp: new Date(0),
      recordedAt: new Date(0),
    });
    dashboard.record(result('a'));
    const before = dashboard.results();
    expect(dashboard.results()).toBe(before);
    dashboard.record(result('b'));
    expect(dashboard.results()).toHaveLength(2);
  });
});

it('a user that is created between two pages is seen by the pages that follow', async () => {
  const { backdoor, connect } = createSandboxAccount();
  for (const userName of ['a', 'b', 'd']) backdoor.createUser({ userName });
  const { iam } = connect({ principal: 'tester' });
  const first = await iam.send(new ListUsersCommand({ MaxItems: 2 }));
  backdoor.createUser({ userName: 'c' });
  const second = await iam.send(new ListUsersCommand({ MaxItems: 2, Marker: first.Marker }));
  expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['c', 'd']);
});
