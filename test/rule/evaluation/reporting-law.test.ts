import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR } from '../../../policy/policy.ts';
import { ruleFunctionArn } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { deployed } from '../../support/rule.ts';

const NAMES = ['alice', 'bob', 'carol', '+=,.@-_'];

/** What people do, or what goes wrong; what cannot be done at the moment is left out. */
type Step = (account: SandboxAccount) => void;

const someone = fc.constantFrom(...NAMES);
const anyNumber = fc.nat({ max: 3 });
const exemption = fc.constantFrom('2026-11-22', '2026-12-01', '2030-01-01', 'for ever');

const steps: fc.Arbitrary<Step> = fc.oneof(
  someone.map((userName) => whereAbsent(userName, ({ backdoor }) => void backdoor.createUser({ userName }))),
  someone.map((userName) => whereThere(userName, ({ backdoor }) => backdoor.deleteUser(userName))),
  fc
    .tuple(someone, someone)
    .map(([from, to]) =>
      whereThere(from, (account) =>
        whereAbsent(to, ({ backdoor }) => backdoor.renameUser(from, to))(account),
      ),
    ),
  someone.map((userName) =>
    whereThere(userName, ({ backdoor }) => void backdoor.createAccessKey(userName, {})),
  ),
  fc
    .tuple(someone, anyNumber, fc.constantFrom('Active', 'Inactive', 'deleted'))
    .map(([userName, n, status]) =>
      whereThere(userName, ({ backdoor }) => {
        const key = backdoor.keysOf(userName)[n]?.accessKeyId;
        if (key === undefined) return;
        if (status === 'deleted') backdoor.deleteAccessKey(key);
        else backdoor.setKeyStatus(key, status as 'Active' | 'Inactive');
      }),
    ),
  fc
    .tuple(someone, exemption)
    .map(([userName, until]) =>
      whereThere(userName, ({ backdoor }) =>
        backdoor.tagUser(userName, { 'one-active-key:exempt-until': until }),
      ),
    ),
  someone.map((userName) =>
    whereThere(userName, ({ backdoor }) => backdoor.untagUser(userName, ['one-active-key:exempt-until'])),
  ),
  fc.integer({ min: 0, max: 96 }).map(
    (hours): Step =>
      ({ clock }) =>
        clock.advance(hours * HOUR),
  ),
);

function whereThere(userName: string, step: Step): Step {
  return (account) => isThere(account, userName) && step(account);
}

function whereAbsent(userName: string, step: Step): Step {
  return (account) => isThere(account, userName) || step(account);
}

function isThere({ backdoor }: SandboxAccount, name: string): boolean {
  return backdoor.users().some(({ userName }) => userName === name);
}

/** What is done between two evaluations, and which calls of AWS Config fail in the second one. */
const rounds = fc.array(
  fc.record({
    done: fc.array(steps, { maxLength: 4 }),
    failing: fc.constantFrom(
      'nothing',
      'nothing',
      'PutEvaluations',
      'GetComplianceDetailsByConfigRule',
      'some',
    ),
  }),
  { minLength: 2, maxLength: 8 },
);

/** What the dashboard shows: verdicts and their words. Of a user that no longer exists it must hold nothing else. */
function shown({ configRules, backdoor }: SandboxAccount, rule: string) {
  const present = new Set(backdoor.users().map(({ userId }) => userId));
  return Object.fromEntries(
    configRules
      .results(rule)
      .filter(
        ({ resourceId, complianceType }) => present.has(resourceId) || complianceType !== 'NOT_APPLICABLE',
      )
      .map(({ resourceId, complianceType, annotation }) => [resourceId, { complianceType, annotation }]),
  );
}

/** Evaluates both rules, while some calls fail; returns whether both could say everything. */
async function evaluateBoth(account: SandboxAccount, failing: string): Promise<boolean> {
  const heal = account.faults.add(({ operation }) =>
    operation === failing ? { kind: 'fail', applied: false } : undefined,
  );
  let nth = 0;
  account.configRules.failEvaluations(() => failing === 'some' && ++nth % 3 > 0);
  const { functionError: all } = await account.configRules.evaluate('All');
  const { functionError: changes } = await account.configRules.evaluate('Changes');
  heal();
  return all === undefined && changes === undefined;
}

it('a dashboard fed by Changes shows what one fed by All shows, after every run that could say everything', async () => {
  let compared = 0;
  let unchanged = 0;
  await fc.assert(
    fc.asyncProperty(rounds, async (played) => {
      const { account, deployment } = deployed({ withoutRule: true });
      for (const configRuleName of ['All', 'Changes']) {
        const sourceIdentifier = ruleFunctionArn(account);
        const inputParameters = { reporting: configRuleName, rotationGraceHours: '24' };
        account.configRules.put({ configRuleName, sourceIdentifier, inputParameters });
      }
      for (const { done, failing } of played) {
        for (const step of done) step(account);
        if (!(await evaluateBoth(account, failing))) continue;
        expect(shown(account, 'Changes')).toEqual(shown(account, 'All'));
        compared += 1;
      }
      unchanged += deployment.lines.rule.reduce((sum, line) => sum + line.unchanged, 0);
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(300);
  expect(unchanged).toBeGreaterThan(300);
});
