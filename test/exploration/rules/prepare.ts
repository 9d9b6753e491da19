import { NAMES, ruleFunctionArn } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { putItem } from '../../support/ledger.ts';
import { daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';
import { RULES, type RuleScenario } from './scenario.ts';

/** The users; carol does not exist at the beginning. */
export const USER_IDS = {
  alice: 'AIDACKCEVSQ6C2EXAMPLE',
  bob: 'AIDAJQABLZS4A3EXAMPLE',
  carol: 'AIDAZBFG5EXAMPLE00001',
} as const;

/** The keys that each user has, and the one that it may have besides. */
export const USER_KEYS = {
  alice: [KEY.a, KEY.b],
  bob: [KEY.c, KEY.d],
  carol: ['AKIAZBFG5EXAMPLE0001', 'AKIAZBFG5EXAMPLE0002'],
} as const;

const MINUTE_MS = 60_000;

/**
 * Fills an account with the rules, and with alice and bob, who have one key each; returns the names of the
 * rules.
 */
export function prepare(account: SandboxAccount, scenario: RuleScenario): readonly string[] {
  const { backdoor, tables, scheduler, configRules, functions } = account;
  const { rules = 1, frequency = 'One_Hour', sweptMinutesAgo = 5 } = scenario;
  tables.add({ name: NAMES.sandboxLedger });
  scheduler.addGroup(NAMES.scheduleGroup);
  // The schedules that are due have actors of their own.
  functions.register(NAMES.reevaluationFunction, async () => {});
  const names = RULES.slice(0, rules);
  const sweptAt = new Date(NOW.getTime() - sweptMinutesAgo * MINUTE_MS).toISOString();
  for (const configRuleName of names) {
    configRules.put({ configRuleName, sourceIdentifier: ruleFunctionArn(account), frequency });
    const known = { lastSweepAt: sweptAt, newestAt: sweptAt, owed: '[]', runs: '[]' };
    putItem(account, { pk: 'RULE', sk: configRuleName, nonce: 'before', ...known });
  }
  for (const name of ['alice', 'bob'] as const) {
    backdoor.createUser({ userName: name, userId: USER_IDS[name] });
    const use = { createdAt: daysAgo(400), lastUsed: usedAt(daysAgo(1)) };
    backdoor.createAccessKey(name, { accessKeyId: USER_KEYS[name][0], ...use });
    for (const rule of names) hold(account, rule, USER_IDS[name]);
  }
  return names;
}

/** AWS Config holds a result of a user. The sandbox takes it before it answers. */
function hold(account: SandboxAccount, rule: string, id: string): void {
  const { resultToken: ResultToken } = account.configRules.notify(rule) as { readonly resultToken: string };
  const Evaluations = [
    {
      ComplianceResourceType: 'AWS::IAM::User',
      ComplianceResourceId: id,
      ComplianceType: 'COMPLIANT',
      OrderingTimestamp: daysAgo(1),
    },
  ];
  const call = { service: 'config', operation: 'PutEvaluations', principal: 'before' } as const;
  void account.serve({ ...call, input: { ResultToken, Evaluations } }, undefined);
}
