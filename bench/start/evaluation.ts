import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { populate } from '../account.ts';
import type { Program } from './start.ts';

/** The rule with a whole account to evaluate, over HTTP, as often as it is started. */
export interface Evaluation {
  readonly program: Program;
  close(): Promise<void>;
}

/** Serves an account of so many users, of whom a share has two active keys, to the rule. */
export async function serveEvaluation(rule: Program, users: number, share: number): Promise<Evaluation> {
  const account = createSandboxAccount();
  populate(account, users, share);
  // Else Config would refuse to say what it holds, and the run would fail.
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
    close: () => server.close(),
  };
}
