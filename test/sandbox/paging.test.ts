import { ListUsersCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { AwsError } from '../../sandbox/api.ts';
import { createVirtualClock } from '../../sandbox/clock.ts';
import { createDashboard } from '../../sandbox/config/dashboard.ts';
import { createUserStore } from '../../sandbox/iam/user-store.ts';
import { type Listing, pageOf } from '../../sandbox/paging.ts';

const onInvalidToken = () => new AwsError('InvalidToken', 'not ours');

/** Reads a whole listing in pages of this size. */
function readPages<Item>(listing: Listing<Item>, size: number): Item[][] {
  const pages: Item[][] = [];
  let token: string | undefined;
  do {
    const page = pageOf(listing, { token, size: () => size, onInvalidToken });
    pages.push([...page.items]);
    token = page.nextToken;
  } while (token !== undefined);
  return pages;
}

describe('a listing', () => {
  it('has each item once, in order, and its last page has no token', () => {
    const items = ['d', 'a', 'e', 'c', 'b'];
    expect(readPages({ items, orderOf: (item) => item }, 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('is sorted once for all its pages', () => {
    const items = Array.from({ length: 1_000 }, (_, n) => `user-${(n * 7) % 1_000}`);
    let reads = 0;
    const orderOf = (item: string) => {
      reads += 1;
      return item;
    };
    expect(readPages({ items, orderOf }, 10)).toHaveLength(100);
    expect(reads).toBe(items.length);
  });

  it.each([
    ['every item is listed', 100, () => true],
    ['every other item is listed', 50, (number: number) => number % 2 === 0],
    ['one item is listed', 1, (number: number) => number === 500],
    ['no item is listed', 1, () => false],
  ])('examines each item once, and the first item of a page twice: %s', (_, pageCount, isShown) => {
    const items = Array.from({ length: 1_000 }, (_item, number) => number);
    let examined = 0;
    const isListed = (number: number) => {
      examined += 1;
      return isShown(number);
    };
    const listing = { items, orderOf: (number: number) => String(number).padStart(4, '0'), isListed };
    const pages = readPages(listing, 10);
    expect(pages).toHaveLength(pageCount);
    expect(pages.flat()).toEqual(items.filter(isShown));
    // To know whether another page follows, a page examines one more item; the next page examines it again.
    expect(examined).toBeLessThanOrEqual(items.length + 2 * pageCount);
  });

  it('is sorted again for another order', () => {
    const items = [1, 2, 3];
    expect(readPages({ items, orderOf: String }, 3)).toEqual([[1, 2, 3]]);
    expect(readPages({ items, orderOf: (item) => String(-item) }, 3)).toEqual([[1, 2, 3]]);
    expect(readPages({ items, orderOf: (item) => String(9 - item) }, 3)).toEqual([[3, 2, 1]]);
  });

  it.each([
    ['is deleted', ['a', 'c', 'd']],
    ['is created', ['a', 'b', 'bb', 'c', 'd']],
  ])('continues after the item of its token when an item %s', (_, changed) => {
    const orderOf = (item: string) => item;
    const options = { size: () => 2, onInvalidToken };
    const first = pageOf({ items: ['a', 'b', 'c', 'd'], orderOf }, { ...options, token: undefined });
    const second = pageOf({ items: changed, orderOf }, { ...options, token: first.nextToken });
    expect([...first.items, ...second.items]).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(second.items).not.toContain('b');
  });

  it.each([
    ['has no mark of this module', 'bm90IG91cnM'],
    ['is empty', ''],
  ])('refuses a token that %s', (_, token) => {
    expect(() => pageOf({ items: ['a'], orderOf: String }, { token, size: () => 1, onInvalidToken })).toThrow(
      'not ours',
    );
  });
});

describe('the pages of a listing share one array until the items change', () => {
  const user = (userName: string) => ({
    userId: userName,
    userName,
    path: '/',
    createdAt: new Date(0),
    keys: [],
    tags: [],
    policies: { attached: [], inline: [] },
    groups: [],
    hasPassword: false,
  });

  it('the users of an account', () => {
    const clock = createVirtualClock(new Date(0));
    const store = createUserStore({ clock, consistencyLagMs: 0, random: () => 0 });
    store.put(user('alice'));
    const before = store.read().all();
    expect(store.read().all()).toBe(before);
    expect(store.latest().all()).toBe(before);
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

  it.each([
    ['the lag is over', 1_000, true],
    ['a read may still see the users as they were', 999, false],
  ])('the users of an account whose reads lag: %s', (_, elapsedMs, isShared) => {
    const clock = createVirtualClock(new Date(0));
    const store = createUserStore({ clock, consistencyLagMs: 1_000, random: () => 1 });
    store.put(user('alice'));
    clock.advance(1_000);
    store.put(user('bob'));
    clock.advance(elapsedMs);
    const [first, second] = [store.read().all(), store.read().all()];
    expect(first === second).toBe(isShared);
    expect(first).toHaveLength(isShared ? 2 : 1);
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
