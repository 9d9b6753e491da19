import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import { automaticAccount, automaticPass, eventsOf, nextDay, receiptsOf } from '../../support/automatic.ts';
import { itemsOf } from '../../support/ledger.ts';
import { activeKeys, deactivate, failCall } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';
import { exemptUntil } from '../../support/users.ts';

/** An account with alice, whose second key is surplus, on the day on which the owner was given notice. */
async function withNotice(options: Parameters<typeof automaticAccount>[0] = {}) {
  const given = await automaticAccount(options);
  const alice = addUser(given.account, 'alice', 2);
  await evaluate(given.account);
  const report = await automaticPass(given.account);
  return { ...given, alice, report };
}

const resume = (account: Parameters<typeof itemsOf>[0]) =>
  account
    .connect({ principal: 'operator' })
    .ssm.send(new DeleteParameterCommand({ Name: NAMES.pauseParameter }));

const notices = (account: Parameters<typeof itemsOf>[0]) =>
  itemsOf(account).filter(({ pk }) => pk === 'NOTICE');

/** The reasons of the receipts of notices, in the ledger. */
const receiptsTold = (account: Parameters<typeof itemsOf>[0]): readonly string[] =>
  itemsOf(account)
    .filter(({ pk, outcome }) => pk === 'RECEIPT' && outcome === 'Noticed')
    .map(({ receipt = '' }) => JSON.parse(receipt).reason);

describe('a notice of three days', () => {
  it('is given, reminded of a day before, and carried out in the first daily pass after it', async () => {
    const { account, alice, report, messages } = await withNotice();
    const reports = [report];
    for (let day = 1; day <= 3; day += 1) reports.push(await nextDay(account));
    expect(reports.map(({ automatic }) => automatic)).toMatchObject([
      { noticed: [alice.userId], reminded: [], started: [], waiting: 0 },
      { noticed: [], reminded: [], started: [], waiting: 1 },
      { noticed: [], reminded: [alice.userId], started: [], waiting: 0 },
      { noticed: [], reminded: [], started: [{ userId: alice.userId }], waiting: 0 },
    ]);
    expect(eventsOf(messages, 'alice')).toEqual(['Noticed', 'Reminder', 'Deactivated']);
    expect(activeKeys(account, 'alice')).toEqual([alice.keys[0]]);
    expect(notices(account)).toEqual([]);
  });

  it('names the key that would go, why, and the time before which nothing happens', async () => {
    const { alice, messages } = await withNotice();
    expect(messages).toEqual([
      {
        operation: 'Tell',
        event: 'Noticed',
        userId: alice.userId,
        userName: 'alice',
        keptAccessKeyId: alice.keys[0],
        accessKeyIds: [alice.keys[1]],
        reason: expect.stringMatching(/^2 active access keys\. Keep .* Selected by LeastRecentlyUsed\.$/),
        time: expect.stringMatching(/^2026-11-24T12:0\d:00\.000Z$/),
        undo: '',
        automationExecutionId: '',
        started: '',
      },
    ]);
  });

  it('has a receipt with the outcome Noticed in the ledger, and so has the reminder', async () => {
    const { account } = await withNotice();
    await nextDay(account);
    await nextDay(account);
    const receipts = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['Noticed', 'Noticed']);
    expect(receipts.map(({ receipt = '' }) => JSON.parse(receipt))).toMatchObject([
      {
        operation: 'Deactivate',
        automationExecutionId: '',
        reason: expect.stringMatching(
          /The owner was given notice: nothing happens automatically before 2026-11-24T/,
        ),
        parameters: { dryRun: 'false', automatic: 'true', noticeDays: '3', automaticPerDay: '10' },
      },
      {
        reason: expect.stringMatching(/The owner was reminded of the notice of 2026-11-21T12:0\dZ: nothing/),
      },
    ]);
  });

  it('an automatic run before its end changes nothing and says so; a run by hand acts at once', async () => {
    const { account, alice } = await withNotice();
    expect(await deactivate(account, alice.userId, { automatic: 'true' })).toMatchObject({
      outcome: 'Noticed',
      plannedAccessKeyIds: [alice.keys[1]],
      reason: expect.stringContaining('The owner was given notice at 2026-11-21T12:0'),
    });
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(notices(account)).toEqual([]);
  });
});

describe('a notice is void, and has to be given again, once', () => {
  type Change = (given: Awaited<ReturnType<typeof withNotice>>) => unknown;
  const at = (given: Parameters<Change>[0], days: number) =>
    new Date(given.account.clock.now().getTime() - days * DAY_MS);

  it.each<[string, Change, Change]>([
    [
      'the owner names another survivor',
      ({ account, alice }) =>
        account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[1] ?? '' }),
      ({ account }) => account.backdoor.untagUser('alice', ['one-active-key:keep']),
    ],
    [
      'the owner names the same survivor: it is another plan, whose reason is another one',
      ({ account, alice }) =>
        account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[0] ?? '' }),
      ({ account }) => account.backdoor.untagUser('alice', ['one-active-key:keep']),
    ],
    [
      'the user is seen exempt',
      ({ account }) => account.backdoor.tagUser('alice', exemptUntil('2026-12-20')),
      ({ account }) => account.backdoor.untagUser('alice', Object.keys(exemptUntil('x'))),
    ],
    [
      'the user is seen compliant',
      ({ account, alice }) => account.backdoor.setKeyStatus(alice.keys[1] ?? '', 'Inactive'),
      ({ account, alice }) => account.backdoor.setKeyStatus(alice.keys[1] ?? '', 'Active'),
    ],
    [
      'the decision is refused',
      (given) =>
        given.account.backdoor.useKey(given.alice.keys[1] ?? '', {
          at: at(given, 6.5),
          service: 's3',
          region: 'us-east-1',
        }),
      ({ account }) => account.clock.advance(DAY_MS),
    ],
  ])('%s: by the rule', async (_, change, back) => {
    const given = await withNotice();
    const { account, messages } = given;
    await change(given);
    await evaluate(account);
    expect(notices(account)).toEqual([]);
    await back(given);
    await nextDay(account);
    expect(eventsOf(messages, 'alice').filter((event) => event === 'Noticed')).toHaveLength(2);
  });

  it('the daily pass itself sees the change, where no run of the rule saw it', async () => {
    const { account, alice, messages } = await withNotice();
    account.backdoor.setKeyStatus(alice.keys[1] ?? '', 'Inactive');
    await automaticPass(account);
    expect(notices(account)).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  it('a pass sees another plan, of which it gives notice at once', async () => {
    const { account, alice, messages } = await withNotice();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': alice.keys[1] ?? '' });
    expect((await automaticPass(account)).automatic).toMatchObject({ noticed: [alice.userId], reminded: [] });
    expect(eventsOf(messages, 'alice')).toEqual(['Noticed', 'Noticed']);
    expect(messages[1]?.accessKeyIds).toEqual([alice.keys[0]]);
    expect(notices(account)).toHaveLength(1);
  });

  it('a run by hand finds the user exempt', async () => {
    const { account, alice } = await withNotice();
    account.backdoor.tagUser('alice', exemptUntil('2026-12-20'));
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Exempt' });
    expect(notices(account)).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['names a survivor that the user does not have', { keepAccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['refuses by its own parameters', { protectUsedWithinDays: '365' }],
  ])(
    'but not if a run by hand %s: whoever starts one could put off the act for ever',
    async (_, parameters) => {
      const { account, alice } = await withNotice();
      expect(await deactivate(account, alice.userId, parameters)).toMatchObject({ outcome: 'Refused' });
      expect(notices(account)).toHaveLength(1);
    },
  );

  it('but not if a run by hand with another plan fails', async () => {
    const { account, alice } = await withNotice();
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, { andAfter: true });
    await expect(deactivate(account, alice.userId, { keepAccessKeyId: alice.keys[1] ?? '' })).rejects.toThrow(
      'AccessDenied',
    );
    expect(notices(account)).toHaveLength(1);
  });

  it('two listings lack the user', async () => {
    const { account } = await withNotice();
    account.backdoor.deleteUser('alice');
    await automaticPass(account);
    expect(notices(account)).toEqual([]);
  });

  it('but not if a run of the rule sees the same plan', async () => {
    const { account } = await withNotice();
    const before = notices(account);
    await evaluate(account);
    expect(before).toHaveLength(1);
    expect(notices(account)).toEqual(before);
  });
});

describe('a notice that was not accepted never counts', () => {
  it.each<[string, () => unknown, string]>([
    [
      'the topic is gone',
      () => {
        throw new Error('topic arn:aws:sns:us-east-1:111122223333:gone: expected a topic; received NotFound');
      },
      'received NotFound',
    ],
    [
      'it waits for the digest',
      () => ({ outcome: 'Collected' }),
      'its message is Collected and not Accepted',
    ],
    ['the answer is none', () => ({}), 'one-active-key-notification.outcome: expected a value'],
  ])('%s: the pass fails, and says why and for whom', async (_, publish, problem) => {
    const { account, deployment } = await automaticAccount({ publish });
    const { userId } = addUser(account, 'alice', 2);
    await evaluate(account);
    for (let day = 0; day < 6; day += 1) {
      const failed = automaticPass(account);
      await expect(failed).rejects.toThrow(
        `${userId}: NoticeNotAcceptedError: no notice was given to the owner of alice`,
      );
      await expect(failed).rejects.toThrow(problem);
      account.clock.advance(DAY_MS);
    }
    expect(deployment.lines.remediation[0]).toMatchObject({
      automatic: { noticed: [], reminded: [], started: [], waiting: 0, usersLeft: 0 },
    });
    expect(notices(account)).toEqual([]);
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it('the stack has no topic', async () => {
    const { account, deployment } = await automaticAccount();
    const { deployHandlers } = await import('../../../demo/deployment.ts');
    deployHandlers(account, { telling: { noticeDays: 3, hasTopic: false } });
    addUser(account, 'alice', 2);
    await evaluate(account);
    await expect(automaticPass(account)).rejects.toThrow('the stack has no topic; give NotificationTopicArn');
    expect(deployment.lines.remediation).toEqual([]);
  });

  it('a reminder that was not accepted is no reminder: the act waits for one', async () => {
    let isRefused = false;
    const publish = () => {
      if (isRefused) throw new Error('AuthorizationError');
      return { outcome: 'Accepted' };
    };
    const { account } = await withNotice({ publish });
    isRefused = true;
    await nextDay(account);
    const problem =
      'the owner of alice was not reminded of the notice, and nothing happens automatically before';
    for (let day = 2; day <= 5; day += 1) await expect(nextDay(account)).rejects.toThrow(problem);
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    isRefused = false;
    expect((await nextDay(account)).automatic).toMatchObject({ reminded: [expect.anything()], started: [] });
    expect((await nextDay(account)).automatic).toMatchObject({ started: [expect.anything()] });
  });
});

describe('at most AutomaticPerDay a day, the oldest notice first', () => {
  it('two a day: five users take three days', async () => {
    const { account, deployment } = await automaticAccount({ noticeDays: 1, automaticPerDay: 2 });
    const names = ['erin', 'dave', 'carol', 'bob', 'alice'];
    for (const name of names) {
      addUser(account, name, 2);
      await evaluate(account);
      await automaticPass(account);
      account.clock.advance(HOUR_MS);
    }
    const days: string[][] = [];
    for (let day = 1; day <= 4; day += 1) {
      const before = receiptsOf({ deployment }).length;
      await nextDay(account);
      days.push(
        receiptsOf({ deployment })
          .slice(before)
          .map(({ userName }) => userName),
      );
    }
    expect(days).toEqual([['erin', 'dave'], ['carol', 'bob'], ['alice'], []]);
  });

  it('runs that AWS Config starts by itself count, too', async () => {
    const { account } = await automaticAccount({ noticeDays: 0, automaticPerDay: 2 });
    const users = ['alice', 'bob', 'carol'].map((name) => addUser(account, name, 2));
    const outcomes = [];
    for (const { userId } of users) outcomes.push(await deactivate(account, userId, { automatic: 'true' }));
    expect(outcomes.map(({ outcome, refusalCode }) => `${outcome} ${refusalCode}`.trim())).toEqual([
      'Deactivated',
      'Deactivated',
      'Refused DailyLimit',
    ]);
    expect(outcomes[2]?.reason).toContain('2 users were remediated automatically today');
    account.clock.advance(12 * HOUR_MS);
    expect(await deactivate(account, users[2]?.userId ?? '', { automatic: 'true' })).toMatchObject({
      outcome: 'Deactivated',
    });
  });

  it('runs whose notice is old enough count, too', async () => {
    const { account } = await automaticAccount({ noticeDays: 1, automaticPerDay: 1 });
    const users = ['alice', 'bob'].map((name) => addUser(account, name, 2));
    await evaluate(account);
    await automaticPass(account);
    account.clock.advance(DAY_MS + 60_000);
    const outcomes = [];
    for (const { userId } of users) outcomes.push(await deactivate(account, userId, { automatic: 'true' }));
    expect(outcomes).toMatchObject([
      { outcome: 'Deactivated' },
      { outcome: 'Refused', refusalCode: 'DailyLimit' },
    ]);
  });

  it('a run by hand neither counts nor waits', async () => {
    const { account } = await automaticAccount({ noticeDays: 0, automaticPerDay: 1 });
    const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => addUser(account, name, 2));
    expect(await deactivate(account, alice?.userId ?? '')).toMatchObject({ outcome: 'Deactivated' });
    expect(await deactivate(account, bob?.userId ?? '', { automatic: 'true' })).toMatchObject({
      outcome: 'Deactivated',
    });
    expect(await deactivate(account, carol?.userId ?? '')).toMatchObject({ outcome: 'Deactivated' });
  });
});

describe('without notices', () => {
  it('the daily pass remediates whom AWS Config did not return to', async () => {
    const { account, messages } = await automaticAccount({ noticeDays: 0 });
    addUser(account, 'alice', 2);
    await evaluate(account);
    expect((await automaticPass(account)).automatic?.started).toHaveLength(1);
    expect(activeKeys(account, 'alice')).toHaveLength(1);
    expect(eventsOf(messages, 'alice')).toEqual(['Deactivated']);
  });

  it('a refusal is told once in thirty days, whatever number of passes meet it', async () => {
    const { account, messages } = await automaticAccount({ noticeDays: 0 });
    const alice = addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', { 'one-active-key:keep': 'AKIANOBODYSKEYEXAMPL' });
    await evaluate(account);
    for (let day = 0; day <= 30; day += 1) await nextDay(account);
    await deactivate(account, alice.userId, { automatic: 'true' });
    expect(eventsOf(messages, 'alice')).toEqual(['Refused', 'Refused']);
  });
});

describe('while all automatic acts are paused', () => {
  it('the pass gives no notice, starts nothing and says why; notices stay', async () => {
    const { account, messages } = await withNotice();
    account.parameters.put(NAMES.pauseParameter, 'a change freeze');
    addUser(account, 'bob', 2);
    for (let day = 1; day <= 5; day += 1) {
      const report = await nextDay(account);
      expect(report).toMatchObject({ paused: 'a change freeze', started: [] });
      expect(report.automatic).toBeUndefined();
    }
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    expect(notices(account)).toHaveLength(1);
    await resume(account);
    // The owner is reminded before anything happens: the day of the notice has long passed.
    expect((await nextDay(account)).automatic).toMatchObject({ reminded: [expect.anything()], started: [] });
    expect(messages.find(({ event }) => event === 'Reminder')?.time).toBe('2026-11-28T00:00:00.000Z');
    expect((await nextDay(account)).automatic?.started).toHaveLength(1);
  });

  it('the reminder after it names a time that is to come, and nothing happens before it', async () => {
    const { account, messages, alice } = await withNotice();
    account.parameters.put(NAMES.pauseParameter, 'a change freeze');
    account.clock.advance(60 * DAY_MS);
    await resume(account);
    await evaluate(account);
    const before = account.clock.now().getTime();
    await automaticPass(account);
    expect(messages.at(-1)?.event).toBe('Reminder');
    const time = Date.parse(messages.at(-1)?.time ?? '');
    expect(time).toBeGreaterThanOrEqual(before + 12 * HOUR_MS);
    expect(receiptsTold(account).at(-1)).toContain(`before ${new Date(time).toISOString().slice(0, 16)}Z.`);
    account.clock.advance(time - account.clock.now().getTime() - 30_000);
    expect(await deactivate(account, alice.userId, { automatic: 'true' })).toMatchObject({
      outcome: 'Noticed',
    });
    account.clock.advance(30_000);
    expect(await deactivate(account, alice.userId, { automatic: 'true' })).toMatchObject({
      outcome: 'Deactivated',
    });
  });

  it('whoever was reminded before a long one is reminded again', async () => {
    const { account, messages } = await withNotice();
    for (let day = 1; day <= 2; day += 1) await nextDay(account);
    account.parameters.put(NAMES.pauseParameter, 'a change freeze');
    account.clock.advance(180 * DAY_MS);
    await resume(account);
    expect((await nextDay(account)).automatic).toMatchObject({ reminded: [expect.anything()], started: [] });
    expect((await nextDay(account)).automatic?.started).toHaveLength(1);
    expect(eventsOf(messages, 'alice')).toEqual(['Noticed', 'Reminder', 'Reminder', 'Deactivated']);
  });

  it('nothing automatic happens, either, if nobody can tell whether it is paused', async () => {
    const { account } = await withNotice({ noticeDays: 1 });
    account.faults.add(({ operation }) =>
      operation === 'GetParametersByPath' ? { kind: 'deny' } : undefined,
    );
    account.clock.advance(2 * DAY_MS);
    await expect(automaticPass(account)).rejects.toThrow('nothing automatic happens: AccessDenied');
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it('a pause between two starts ends the starts', async () => {
    const { account } = await automaticAccount({ noticeDays: 0 });
    for (const name of ['alice', 'bob', 'carol']) addUser(account, name, 2);
    await evaluate(account);
    account.faults.add(({ operation }) => {
      if (operation === 'UpdateAccessKey') account.parameters.put(NAMES.pauseParameter, 'an incident');
      return undefined;
    });
    await expect(automaticPass(account)).rejects.toThrow(
      'StartFailedError: PausedError: All automatic acts are paused: an incident.',
    );
    expect(['alice', 'bob', 'carol'].map((name) => activeKeys(account, name).length).toSorted()).toEqual([
      1, 2, 2,
    ]);
  });
});

describe('by which parameters a pass decides', () => {
  const addRule = (account: Parameters<typeof itemsOf>[0], parameters: Record<string, string>) =>
    account.configRules.put({
      configRuleName: `${NAMES.configRule}-conformance-pack-a1b2c3d4e`,
      sourceIdentifier: `arn:aws:lambda:us-east-1:111122223333:function:${NAMES.ruleFunction}`,
      inputParameters: parameters,
    });

  it('those of the rules, if they are the same', async () => {
    const { account } = await automaticAccount({ noticeDays: 0 });
    addRule(account, { rotationGraceHours: '24' });
    addUser(account, 'alice', 2);
    await evaluate(account);
    expect((await automaticPass(account)).automatic?.started).toHaveLength(1);
  });

  it.each<[string, (account: Parameters<typeof itemsOf>[0]) => unknown, string]>([
    [
      'none, if they differ',
      (account) => addRule(account, { rotationGraceHours: '48' }),
      `AmbiguousRulesError: nothing is deactivated automatically: the rules ${NAMES.configRule} and ${NAMES.configRule}-conformance-pack-a1b2c3d4e differ in their parameters; make them the same`,
    ],
    [
      'none, if they cannot be read',
      (account) => addRule(account, { rotationGraceHours: 'a day' }),
      'are invalid: InvalidParameterError: parameter rotationGraceHours',
    ],
  ])('%s: nothing is deactivated', async (_, change, problem) => {
    const { account } = await automaticAccount({ noticeDays: 0 });
    addUser(account, 'alice', 2);
    await evaluate(account);
    await change(account);
    await expect(automaticPass(account)).rejects.toThrow(problem);
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it('none, if there is no rule', async () => {
    const { account } = await automaticAccount({ noticeDays: 0, withoutRule: true });
    await expect(automaticPass(account)).rejects.toThrow('no rule of AWS Config invokes the rule function');
  });
});
