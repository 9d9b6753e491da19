import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
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
  const environment = { AWS_ENDPOINT_URL: server.endpoint };
  return {
    program: { ...rule, events: [JSON.stringify(scheduledEventOf(account))], environment },
    calls: () => ({
      all: account.calls.length,
      iam: account.calls.filter(({ service }) => service === 'iam').length,
    }),
    close: () => server.close(),
  };
}

/** The event of the schedule in a test run, of which AWS Config stores nothing. */
function scheduledEventOf({ accountId, clock }: SandboxAccount): object {
  return {
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: accountId,
      notificationCreationTime: clock.now().toISOString(),
    }),
    ruleParameters: '{}',
    resultToken: 'TESTMODE',
    configRuleName: NAMES.configRule,
  };
}
