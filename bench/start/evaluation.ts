import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { populate } from '../account.ts';
import type { Program } from './start.ts';

/** The rule function as a program that evaluates a whole account over HTTP. */
export interface Evaluation {
  readonly program: Program;
  /** How many calls the account has served, and how many of them are of IAM. */
  readonly calls: () => { readonly all: number; readonly iam: number };
  close(): Promise<void>;
}

/**
 * Serves an account with a number of users to the rule function; `share` of the users has two active keys.
 */
export async function serveEvaluation(rule: Program, users: number, share: number): Promise<Evaluation> {
  const account = createSandboxAccount();
  populate(account, users, share);
  // Without the rule, Config would refuse GetComplianceDetailsByConfigRule, and the run would fail.
  account.configRules.put({
    configRuleName: NAMES.configRule,
    sourceIdentifier: ruleFunctionArn(account),
    inputParameters: {},
  });
  const server = await serveAccount(account, { principal: NAMES.ruleFunction });
  const event = {
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: account.accountId,
      notificationCreationTime: account.clock.now().toISOString(),
    }),
    ruleParameters: '{}',
    resultToken: 'TESTMODE',
    configRuleName: NAMES.configRule,
  };
  const environment = { AWS_ENDPOINT_URL: server.endpoint };
  return {
    program: { ...rule, events: [JSON.stringify(event)], environment },
    calls: () => ({
      all: account.calls.length,
      iam: account.calls.filter(({ service }) => service === 'iam').length,
    }),
    close: () => server.close(),
  };
}
