import type { Evaluation } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { anEvent, changed } from '../../support/events.ts';
import { addUser, callCounts, dashboard, deployed, evaluate, quiet } from '../../support/rule.ts';

const EXEMPT = { 'one-active-key:exempt-until': '2026-12-01' };

/** An account with a rule that reports changes and has done so once: alice has two keys, bob one, carol none. */
async function reported() {
  const { account, deployment } = deployed({ parameters: { reporting: 'Changes' } });
  addUser(account, 'alice', 2);
  addUser(account, 'bob', 1);
  addUser(account, 'carol', 0);
  await evaluate(account);
  account.clock.advance(HOUR);
  return { account, deployment };
}

/** The names of the users of whom Config is told in one more evaluation, in order; ids where they no longer exist. */
async function sentBy(
  account: SandboxAccount,
  run: () => Promise<unknown> = () => evaluate(account),
): Promise<string[]> {
  const sent: string[] = [];
  account.configRules.failEvaluations(({ ComplianceResourceId = '' }) => {
    const user = account.backdoor.users().find(({ userId }) => userId === ComplianceResourceId);
    sent.push(user?.userName ?? ComplianceResourceId);
    return false;
  });
  await run();
  return sent.sort();
}

describe('reporting Changes: what Config is told of', () => {
  const since: [string, (account: SandboxAccount) => void, string[]][] = [
    ['nothing: only who is NON_COMPLIANT', () => {}, ['alice']],
    [
      'a first key: the words differ',
      ({ backdoor }) => backdoor.createAccessKey('carol', {}),
      ['alice', 'carol'],
    ],
    ['a second key', ({ backdoor }) => backdoor.createAccessKey('bob', {}), ['alice', 'bob']],
    ['the surplus key is gone', ({ backdoor }) => deactivateOneOf(backdoor, 'alice'), ['alice']],
    ['a new user', ({ backdoor }) => backdoor.createUser({ userName: 'dave' }), ['alice', 'dave']],
    [
      'a new name: the words differ',
      ({ backdoor }) => backdoor.renameUser('bob', 'robert'),
      ['alice', 'robert'],
    ],
    ['a tag that decides nothing', ({ backdoor }) => backdoor.tagUser('bob', { team: 'blue' }), ['alice']],
    ['an exemption', ({ backdoor }) => backdoor.tagUser('alice', EXEMPT), ['alice']],
  ];
  it.each(since)('%s', async (_, change, told) => {
    const { account } = await reported();
    change(account);
    expect(await sentBy(account)).toEqual(told);
  });

  it('everything, at first', async () => {
    const { account } = deployed({ parameters: { reporting: 'Changes' } });
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    expect(await sentBy(account)).toEqual(['alice', 'bob']);
  });

  it('a deleted user, once', async () => {
    const { account } = await reported();
    const bob = account.backdoor.users().find(({ userName }) => userName === 'bob')?.userId;
    account.backdoor.deleteUser('bob');
    expect(await sentBy(account)).toEqual([bob, 'alice']);
    expect(await sentBy(account)).toEqual(['alice']);
  });

  it('who is exempt, each time: Config does not list what a rule does not apply to', async () => {
    const { account } = await reported();
    account.backdoor.tagUser('alice', EXEMPT);
    await evaluate(account);
    expect(await sentBy(account)).toEqual(['alice']);
  });

  it('nobody: one empty list ends the evaluation', async () => {
    const { account, deployment } = await reported();
    account.backdoor.deleteUser('alice');
    await evaluate(account);
    const before = callCounts(account)['PutEvaluations'] ?? 0;
    expect(await sentBy(account)).toEqual([]);
    expect(callCounts(account)['PutEvaluations']).toBe(before + 1);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ users: 2, COMPLIANT: 2, unchanged: 2 });
  });

  it('the one user of a change notification, changed or not', async () => {
    const { account } = await reported();
    const bob = account.backdoor.users().find(({ userName }) => userName === 'bob')?.userId;
    const event = anEvent(changed({ resourceId: bob }), { ruleParameters: '{"reporting":"Changes"}' });
    const { putEvaluations } = await tryOut(account, event);
    expect(putEvaluations.map(({ ComplianceResourceId }) => ComplianceResourceId)).toEqual([bob]);
  });
});

/** Invokes the function with an event of no rule of the account; answers what it would have reported. */
async function tryOut(account: SandboxAccount, event: object) {
  const putEvaluations: Evaluation[] = [];
  account.configRules.failEvaluations((evaluation) => {
    putEvaluations.push(evaluation);
    return false;
  });
  const given = { ...event, resultToken: 'TESTMODE' };
  const { FunctionError } = await account.functions.invoke(NAMES.ruleFunction, given);
  expect(FunctionError).toBeUndefined();
  return { putEvaluations };
}

function deactivateOneOf(backdoor: SandboxAccount['backdoor'], userName: string): void {
  const [, surplus] = backdoor.keysOf(userName);
  backdoor.setKeyStatus(surplus?.accessKeyId ?? '', 'Inactive');
}

describe('reporting All: everybody, changed or not', () => {
  it.each([{}, { reporting: 'All' }])('%j', async (parameters) => {
    const { account, deployment } = deployed({ parameters });
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    await evaluate(account);
    expect(await sentBy(account)).toEqual(['alice', 'bob']);
    expect(deployment.lines.rule.at(-1)).toMatchObject({ unchanged: 0 });
  });
});

describe('reporting Changes where it is not known what Config holds: everybody', () => {
  const faults: [string, Fault][] = [
    ['reading it is denied', { kind: 'deny' }],
    ['it is malformed', { kind: 'answer', output: { EvaluationResults: [{}] } }],
  ];
  it.each(faults)('%s', async (_, fault) => {
    const { account } = await reported();
    account.faults.add(({ operation }) =>
      operation === 'GetComplianceDetailsByConfigRule' ? fault : undefined,
    );
    let error: string | undefined;
    const told = await sentBy(account, async () => {
      error = await evaluate(account);
    });
    expect(told).toEqual(['alice', 'bob', 'carol']);
    expect(error).toContain('the results of deleted users');
  });

  it.each([
    ['without a verdict', { ComplianceType: undefined }],
    ['without words', { Annotation: undefined }],
  ])('a result %s is no verdict: told again', async (_, missing) => {
    const { account } = await reported();
    const results = account.configRules.results(NAMES.configRule).map((result) => ({
      EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId: result.resourceId } },
      ComplianceType: result.complianceType,
      Annotation: result.annotation,
      ...missing,
    }));
    account.faults.add(({ operation }) =>
      operation === 'GetComplianceDetailsByConfigRule'
        ? { kind: 'answer', output: { EvaluationResults: results } }
        : undefined,
    );
    expect(await sentBy(account)).toEqual(['alice', 'bob', 'carol']);
  });
});

describe('reporting Changes, two runs that overlap', () => {
  it('leave an alarm that is out of date at worst, until the next run', async () => {
    let hold: Promise<void> | undefined;
    const gate = async ({ operation }: Call) => {
      if (operation === 'PutEvaluations') await hold;
    };
    const { account } = deployed({ parameters: { reporting: 'Changes' }, gate });
    const { keys } = addUser(account, 'bob', 2);
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Inactive');
    await evaluate(account);
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Active');
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const slow = evaluate(account);
    await quiet(account);
    hold = undefined;
    account.backdoor.setKeyStatus(keys[1] ?? '', 'Inactive');
    await evaluate(account);
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
    release();
    await slow;
    expect(dashboard(account)).toEqual({ bob: 'NON_COMPLIANT' });
    await evaluate(account);
    expect(dashboard(account)).toEqual({ bob: 'COMPLIANT' });
  });
});

describe('reporting Changes, how soon', () => {
  /** An account of 300 users, one of whom has two keys since the last run; the run now held at the 250th user. */
  async function heldAtUser250(reporting: string) {
    let hold: Promise<void> | undefined;
    let read = 0;
    const gate = async ({ operation }: Call) => {
      if (operation === 'ListAccessKeys' && ++read >= 250) await hold;
    };
    const { account } = deployed({ parameters: { reporting }, gate });
    for (let n = 100; n < 400; n += 1) addUser(account, `user${n}`, 1);
    await evaluate(account);
    account.backdoor.createAccessKey('user101', {});
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    read = 0;
    const run = evaluate(account);
    await quiet(account);
    const finish = async () => {
      release();
      await run;
    };
    return { account, finish };
  }

  it.each(['All', 'Changes'])(
    '%s: a second key is shown after a hundred users, not at the end',
    async (reporting) => {
      const { account, finish } = await heldAtUser250(reporting);
      expect(dashboard(account)).toMatchObject({ user101: 'NON_COMPLIANT' });
      await finish();
    },
  );

  it('in no more calls than All needs', async () => {
    const { account } = deployed({ parameters: { reporting: 'Changes' } });
    for (let n = 100; n < 350; n += 1) addUser(account, `user${n}`, 2);
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(3);
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(6);
  });
});
