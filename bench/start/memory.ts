import { NAMES } from '../../rule/names.ts';
import { createSandboxAccount } from '../../sandbox/account.ts';
import { serveAccount } from '../../sandbox/wire/server.ts';
import { populate } from '../account.ts';
import { FUNCTIONS, type Start, start } from './start.ts';

/** Has the rule, as the template holds it, evaluate a whole account over HTTP in a process of its own. */
export async function measureEvaluation(users: number, share: number): Promise<Start> {
  const account = createSandboxAccount();
  populate(account, users, share);
  const server = await serveAccount(account, { principal: NAMES.ruleFunction });
  try {
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
    const code = FUNCTIONS[NAMES.ruleFunction] ?? '';
    return await start(code, JSON.stringify(event), { AWS_ENDPOINT_URL: server.endpoint });
  } finally {
    await server.close();
  }
}
