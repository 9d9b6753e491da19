import { expect } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { addUser, dashboard, deployed, evaluate } from '../../support/rule.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { nameOf } from './users.ts';

/** The second listing of a run tells users that were renamed from those that are gone. */
function labels(call: Call, before: readonly Call[]): string {
  if (call.operation !== 'ListUsers') return nameOf(call);
  const isSecond = before.some(({ operation }) => operation === 'GetComplianceDetailsByConfigRule');
  return `${nameOf(call)} ${isSecond ? 'for the second time' : 'at first'}`;
}

/** The event with which Config would invoke the function now. */
export async function scheduled(account: SandboxAccount): Promise<unknown> {
  const { functions } = account;
  const { invoke } = functions;
  let event: unknown;
  functions.invoke = async (_name, sent) => {
    event = sent;
    return { StatusCode: 200, Payload: 'null' };
  };
  await account.configRules.evaluate(NAMES.configRule);
  functions.invoke = invoke;
  return event;
}

/** The verdicts that IAM's truth calls for. */
export const truth = ({ backdoor }: SandboxAccount): Record<string, string> =>
  Object.fromEntries(
    backdoor.users().map(({ userName }) => {
      const active = backdoor.keysOf(userName).filter(({ status }) => status === 'Active').length;
      return [userName, active > 1 ? 'NON_COMPLIANT' : 'COMPLIANT'];
    }),
  );

const idOf = ({ backdoor }: SandboxAccount, name: string) =>
  backdoor.users().find(({ userName }) => userName === name)?.userId;

function changeEverything({ backdoor }: SandboxAccount): void {
  backdoor.setKeyStatus(backdoor.keysOf('fewer')[1]?.accessKeyId ?? '', 'Inactive');
  backdoor.setKeyStatus(backdoor.keysOf('more')[1]?.accessKeyId ?? '', 'Active');
  backdoor.deleteUser('deleted');
}

/** Since the last run one user has got a key and one has lost one, one is gone, and one is deleted in the run itself. */
async function set(): Promise<Scene> {
  const { account } = deployed();
  const users = { fewer: 2, more: 2, three: 3, none: 0, deleted: 2, vanishing: 2 };
  for (const [name, keys] of Object.entries(users)) addUser(account, name, keys);
  account.backdoor.setKeyStatus(account.backdoor.keysOf('more')[1]?.accessKeyId ?? '', 'Inactive');
  await evaluate(account);
  const earlier = dashboard(account);
  const [gone, vanishing] = [idOf(account, 'deleted') ?? '', idOf(account, 'vanishing') ?? ''];
  changeEverything(account);
  account.clock.advance(1_000);
  vanishInTheRun(account);
  const results = () => account.configRules.results(NAMES.configRule);
  const shown = (id: string) => results().find(({ resourceId }) => resourceId === id)?.complianceType;
  const asEarlier = () => {
    const { deleted: _, vanishing: __, ...rest } = earlier;
    expect(dashboard(account)).toMatchObject(
      Object.fromEntries(Object.entries(rest).filter(([name]) => name in truth(account))),
    );
  };
  const allTrue = () => expect(dashboard(account)).toMatchObject(truth(account));
  return {
    account,
    event: await scheduled(account),
    assertCourse({ last: { failed, message } }) {
      const now = dashboard(account);
      const isTrue = ([name, type]: [string, string]) => now[name] === type;
      for (const name of Object.keys(truth(account))) {
        expect([truth(account)[name], earlier[name]]).toContain(now[name]);
      }
      const owed = Object.entries(truth(account)).filter((each) => !isTrue(each));
      const [, count = '0'] = /^Failed steps of the run: (\d+)/.exec(message) ?? [];
      const isListing = message.includes('the listing of users');
      if (failed && !isListing) expect(owed.length).toBeLessThanOrEqual(Number(count));
      // The message spells out three.
      if (failed && !isListing && Number(count) <= 3) {
        for (const [name] of owed) expect(message).toMatch(new RegExp(`${name}: |${idOf(account, name)}: `));
      }
    },
    left: {
      'all verdicts': () => {
        allTrue();
        expect([shown(gone), shown(vanishing)]).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
      },
      'earlier verdicts': asEarlier,
      'earlier verdicts of those users': () => expect(shown(gone)).toBe('NOT_APPLICABLE'),
      'earlier verdicts of deleted users': () => {
        allTrue();
        expect(shown(gone)).toBe('NON_COMPLIANT');
      },
    },
    assertEnd() {
      allTrue();
      expect(shown(gone)).toBe('NOT_APPLICABLE');
    },
  };
}

/** Just before its keys are read: the run finds it no longer by its name. */
function vanishInTheRun({ faults, backdoor }: SandboxAccount): void {
  faults.add(({ operation, input }) => {
    const { UserName } = input as { UserName?: string };
    const isThere = backdoor.users().some(({ userName }) => userName === 'vanishing');
    if (operation === 'ListAccessKeys' && UserName === 'vanishing' && isThere)
      backdoor.deleteUser('vanishing');
    return undefined;
  });
}

export const rule: Scenario = {
  name: 'rule',
  sender: { functionName: NAMES.ruleFunction, isAsynchronous: true, sdkAttempts: 8 },
  isRunbook: false,
  labels,
  set,
};
