import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../policy/policy.ts';
import { ruleFunctionArn } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { deployed } from '../../support/rule.ts';
import { runsInLane } from '../../support/runs.ts';
import { exemptUntil } from '../../support/users.ts';

const NAMES = ['alice', 'bob', 'carol', '+=,.@-_'];

/** A change of the account; a change that is impossible at the moment has no effect. */
type Change = (account: SandboxAccount) => void;

const userNames = fc.constantFrom(...NAMES);
const keyIndices = fc.nat({ max: 3 });
const exemptionEnds = fc.constantFrom('2026-11-22', '2026-12-01', '2030-01-01', 'for ever');

const changes: fc.Arbitrary<Change> = fc.oneof(
  userNames.map((userName) => ifAbsent(userName, ({ backdoor }) => void backdoor.createUser({ userName }))),
  userNames.map((userName) => ifPresent(userName, ({ backdoor }) => backdoor.deleteUser(userName))),
  fc
    .tuple(userNames, userNames)
    .map(([from, to]) =>
      ifPresent(from, (account) => ifAbsent(to, ({ backdoor }) => backdoor.renameUser(from, to))(account)),
    ),
  userNames.map((userName) =>
    ifPresent(userName, ({ backdoor }) => void backdoor.createAccessKey(userName, {})),
  ),
  fc
    .tuple(userNames, keyIndices, fc.constantFrom('Active', 'Inactive', 'deleted'))
    .map(([userName, n, status]) =>
      ifPresent(userName, ({ backdoor }) => {
        const key = backdoor.keysOf(userName)[n]?.accessKeyId;
        if (key === undefined) return;
        if (status === 'deleted') backdoor.deleteAccessKey(key);
        else backdoor.setKeyStatus(key, status as 'Active' | 'Inactive');
      }),
    ),
  fc
    .tuple(userNames, exemptionEnds)
    .map(([userName, until]) =>
      ifPresent(userName, ({ backdoor }) => backdoor.tagUser(userName, exemptUntil(until))),
    ),
  userNames.map((userName) =>
    ifPresent(userName, ({ backdoor }) => backdoor.untagUser(userName, ['one-active-key:exempt-until'])),
  ),
  fc.integer({ min: 0, max: 96 }).map(
    (hours): Change =>
      ({ clock }) =>
        clock.advance(hours * HOUR_MS),
  ),
);

function ifPresent(userName: string, change: Change): Change {
  return (account) => exists(account, userName) && change(account);
}

function ifAbsent(userName: string, change: Change): Change {
  return (account) => exists(account, userName) || change(account);
}

function exists({ backdoor }: SandboxAccount, name: string): boolean {
  return backdoor.users().some(({ userName }) => userName === name);
}

/** The changes between two evaluations, and the calls of AWS Config that fail in the second evaluation. */
const rounds = fc.array(
  fc.record({
    changes: fc.array(changes, { maxLength: 4 }),
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

/** The verdicts and annotations on the dashboard; NOT_APPLICABLE of a deleted user counts as no result. */
function resultsOf({ configRules, backdoor }: SandboxAccount, rule: string) {
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

/** Evaluates both rules while some calls fail; returns whether both runs succeeded. */
async function evaluateBoth(account: SandboxAccount, failing: string): Promise<boolean> {
  const removeFault = account.faults.add(({ operation }) =>
    operation === failing ? { kind: 'fail', applied: false } : undefined,
  );
  let evaluations = 0;
  account.configRules.failEvaluations(() => failing === 'some' && ++evaluations % 3 > 0);
  const { functionError: errorOfAll } = await account.configRules.evaluate('All');
  const { functionError: errorOfChanges } = await account.configRules.evaluate('Changes');
  removeFault();
  return errorOfAll === undefined && errorOfChanges === undefined;
}

const RUNS = runsInLane(300);

it('after every run that succeeds, a rule that reports Changes has the same results as a rule that reports All', async () => {
  let compared = 0;
  let unchanged = 0;
  await fc.assert(
    fc.asyncProperty(rounds, async (drawnRounds) => {
      const { account, deployment } = deployed({ withoutRule: true });
      for (const configRuleName of ['All', 'Changes']) {
        const sourceIdentifier = ruleFunctionArn(account);
        const inputParameters = { reporting: configRuleName, rotationGraceHours: '24' };
        account.configRules.put({ configRuleName, sourceIdentifier, inputParameters });
      }
      for (const { changes, failing } of drawnRounds) {
        for (const change of changes) change(account);
        if (!(await evaluateBoth(account, failing))) continue;
        expect(resultsOf(account, 'Changes')).toEqual(resultsOf(account, 'All'));
        compared += 1;
      }
      unchanged += deployment.lines.rule.reduce((sum, line) => sum + line.unchanged, 0);
    }),
    { numRuns: RUNS },
  );
  expect(compared).toBeGreaterThan(RUNS);
  expect(unchanged).toBeGreaterThan(RUNS / 2);
});
