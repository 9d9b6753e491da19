import { describe, expect, it } from 'vitest';
import { parseRequest } from '../../../remediation/parse-request.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { activeKeys, deactivate, withAlice, writes } from '../../support/remediation.ts';
import { callCounts } from '../../support/rule.ts';
import { daysAgo, exemptUntil, KEY, usedAt } from '../../support/users.ts';

/** Something happens to the user alice. */
type Change = (account: SandboxAccount, kept: string, surplus: readonly string[]) => void;

const nameSurvivor: Change = ({ backdoor }, kept) =>
  backdoor.tagUser('alice', { 'one-active-key:keep': kept });
const useSurplus: Change = ({ backdoor }, _, [key = '']) => backdoor.useKey(key, usedAt(daysAgo(0)));

/** The user alice after `before`, whose plan was approved, after `change`. */
async function approved(change: Change = () => {}, keys = 2, before: Change = () => {}) {
  const { account, alice } = withAlice(keys);
  const [first = '', ...others] = activeKeys(account, 'alice');
  before(account, first, others);
  const plan = await deactivate(account, alice.userId, { dryRun: 'true' });
  expect(plan.outcome).toBe('Planned');
  const { keptAccessKeyId: kept, plannedAccessKeyIds: surplus, reason } = plan;
  change(account, kept, surplus);
  const fields = {
    approvedKeptAccessKeyId: kept,
    approvedAccessKeyIds: surplus.join(', '),
    approvedReason: reason,
  };
  const run = (more: Record<string, string> = {}) =>
    deactivate(account, alice.userId, { ...fields, ...more });
  return { account, alice, kept, surplus, fields, run };
}

describe('a run with an approved plan', () => {
  it.each([2, 3])('of %i keys makes that plan, and its receipt has the approval', async (keys) => {
    const { account, kept, surplus, fields, run } = await approved(undefined, keys);
    const receipt = await run();
    expect(receipt).toMatchObject({ outcome: 'Deactivated', deactivatedAccessKeyIds: surplus });
    expect(receipt.parameters).toMatchObject(fields);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('takes the surplus keys in any order', async () => {
    const { surplus, run } = await approved(undefined, 3);
    const approvedAccessKeyIds = surplus.toReversed().join(', ');
    expect(await run({ approvedAccessKeyIds })).toMatchObject({ outcome: 'Deactivated' });
  });

  it.each<[string, string, Change]>([
    [
      'somebody has named the survivor, which waives the protection, and the surplus key is in use',
      'Refused PlanChanged',
      (...alice) => {
        nameSurvivor(...alice);
        useSurplus(...alice);
      },
    ],
    [
      'the owner has named the other key',
      'Refused PlanChanged',
      ({ backdoor }, _, [key = '']) => backdoor.tagUser('alice', { 'one-active-key:keep': key }),
    ],
    [
      'the survivor was deleted, and another key was created and used',
      'Refused PlanChanged',
      ({ backdoor }, kept) => {
        backdoor.deleteAccessKey(kept);
        const key = backdoor.createAccessKey('alice', { createdAt: daysAgo(20) });
        backdoor.useKey(key, usedAt(daysAgo(1)));
      },
    ],
    [
      'a third key has appeared',
      'Refused PlanChanged',
      ({ backdoor }) => {
        backdoor.createAccessKey('alice', { createdAt: daysAgo(20) });
      },
    ],
    [
      'the surplus key was used: the protection applies, since the approval names no survivor',
      'Refused KeysInUse',
      ({ backdoor }, _, [key = '']) => backdoor.useKey(key, usedAt(daysAgo(5))),
    ],
    [
      'a person has deactivated the surplus key',
      'NothingToDo ',
      ({ backdoor }, _, [key = '']) => backdoor.setKeyStatus(key, 'Inactive'),
    ],
    [
      'a person has deactivated the survivor',
      'NothingToDo ',
      ({ backdoor }, kept) => backdoor.setKeyStatus(kept, 'Inactive'),
    ],
    ['the user is exempt', 'Exempt ', ({ backdoor }) => backdoor.tagUser('alice', exemptUntil('2026-12-01'))],
    ['the user is gone', 'UserGone ', ({ backdoor }) => backdoor.deleteUser('alice')],
  ])('changes nothing if %s: %s', async (_title, expected, change) => {
    const { account, run } = await approved(change);
    const { outcome, refusalCode } = await run();
    expect(`${outcome} ${refusalCode}`).toBe(expected);
    expect(writes(account)).toEqual([]);
  });

  it('says both plans if it changes nothing', async () => {
    const { kept, surplus, run } = await approved(({ backdoor }, _, [key = '']) =>
      backdoor.tagUser('alice', { 'one-active-key:keep': key }),
    );
    expect((await run()).reason).toBe(
      `The approval was to keep ${kept} and deactivate ${surplus}; by the keys and tags of now the run would keep ${surplus} and ` +
        `deactivate ${kept}. Ask for another approval.`,
    );
  });

  it('says what the approvers did not read', async () => {
    const { kept, surplus, run } = await approved(useSurplus, 2, nameSurvivor);
    expect(await run()).toMatchObject({
      refusalCode: 'PlanChanged',
      reason:
        `The approval was to keep ${kept} and deactivate ${surplus}; it did not say: Named by its owner in tag one-active-key:keep, ` +
        'which waives the protection of keys in use. Ask for another approval.',
    });
  });

  it.each<[string, Change, Change]>([
    ['named the survivor, and nothing was waived', nameSurvivor, () => {}],
    [
      'named the survivor and waived the protection, as the approvers read',
      (...alice) => {
        nameSurvivor(...alice);
        useSurplus(...alice);
      },
      useSurplus,
    ],
    ['names the survivor only now, which waives nothing', () => {}, nameSurvivor],
  ])('makes the plan if the owner %s', async (_title, before, change) => {
    const { run } = await approved(change, 2, before);
    expect(await run()).toMatchObject({ outcome: 'Deactivated' });
  });

  it('names every surplus key of both plans', async () => {
    const { kept, surplus, run } = await approved(({ backdoor }) => {
      backdoor.tagUser('alice', { 'one-active-key:keep': backdoor.keysOf('alice')[1]?.accessKeyId ?? '' });
    }, 3);
    const { reason } = await run();
    expect(reason).toContain(`keep ${kept} and deactivate ${surplus.toSorted().join(', ')};`);
    expect(reason).toMatch(/the run would keep \w+ and deactivate \w+, \w+\. /);
  });

  it('a second run finds nothing to do', async () => {
    const { run } = await approved();
    await run();
    expect(await run()).toMatchObject({ outcome: 'NothingToDo' });
  });
});

describe('the fields of an approved plan', () => {
  const request = { operation: 'Deactivate', userId: 'AIDACKCEVSQ6C2EXAMPLE' };

  it('are read as a list of ids', () => {
    const fields = {
      approvedKeptAccessKeyId: KEY.a,
      approvedAccessKeyIds: `${KEY.b}, ${KEY.c}`,
      approvedReason: 'Selected by Oldest.',
    };
    expect(parseRequest({ ...request, ...fields })).toMatchObject({
      approvedPlan: {
        survivor: KEY.a,
        accessKeyIds: [KEY.b, KEY.c],
        reason: 'Selected by Oldest.',
      },
    });
  });

  it.each([1, 256])('may have a reason; number of characters: %i', (length) => {
    const approvedReason = 'x'.repeat(length);
    const fields = { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: KEY.b, approvedReason };
    expect(parseRequest({ ...request, ...fields })).toMatchObject({
      approvedPlan: { reason: approvedReason },
    });
  });

  it.each([
    [
      { approvedKeptAccessKeyId: 'x', approvedAccessKeyIds: KEY.a },
      'approvedKeptAccessKeyId: expected the id of an access key, AKIA…, of the plan that was approved; received "x"',
    ],
    [
      { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: 'x' },
      'approvedAccessKeyIds: expected the ids of access keys, joined by a comma and a space, AKIA…, of the plan that was approved; received "x"',
    ],
  ])('%j: the error says what was expected', (fields, message) => {
    expect(() => parseRequest({ ...request, ...fields })).toThrow(message);
  });

  it.each([
    ['the survivor only', { approvedKeptAccessKeyId: KEY.a }, 'approvedAccessKeyIds'],
    ['the surplus keys only', { approvedAccessKeyIds: KEY.a }, 'approvedKeptAccessKeyId'],
    ['two survivors', { approvedKeptAccessKeyId: `${KEY.a}, ${KEY.b}`, approvedAccessKeyIds: KEY.c }, 'Kept'],
    ['no surplus key', { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: '' }, 'approvedAccessKeyIds'],
    ['none', { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: 'none' }, 'approvedAccessKeyIds'],
    [
      'another separator',
      { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: `${KEY.b},${KEY.c}` },
      'AccessKeyIds',
    ],
    [
      'one id that is none',
      { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: `${KEY.b}, x` },
      'AccessKeyIds',
    ],
    ['no reason', { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: KEY.b }, 'approvedReason'],
    ...(['', 'x'.repeat(257), 'one line\nand another', ['x']] as const).map(
      (approvedReason): [string, object, string] => [
        `the reason ${JSON.stringify(approvedReason).slice(0, 20)}`,
        { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: KEY.b, approvedReason },
        'approvedReason: expected 1 to 256 characters',
      ],
    ),
    ['a list', { approvedKeptAccessKeyId: KEY.a, approvedAccessKeyIds: [KEY.b] }, 'approvedAccessKeyIds'],
  ])('%s: refused before the first call', async (_title, fields, message) => {
    const { account, alice } = withAlice();
    await expect(deactivate(account, alice.userId, fields as Record<string, string>)).rejects.toThrow(
      message,
    );
    expect(callCounts(account)).toEqual({});
  });
});
