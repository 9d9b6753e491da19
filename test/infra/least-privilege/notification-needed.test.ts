import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { ALL_MESSAGES } from '../../notification/events.ts';
import { anAccount, CHAT_TOPIC, invoke, TOPIC } from '../../notification/told.ts';
import { authorizationsOf } from '../../support/authorizations.ts';
import { directoryOf } from '../../support/directory.ts';
import { type AuthorizationRequest, decide, decideBy, policy } from '../../support/simulator.ts';
import { NOTIFICATION_ROLE, roleNamed, stackWithDigest, statementsOf } from './deployed-roles.ts';

const role = roleNamed(
  stackWithDigest({
    parameters: {
      NotificationTopicArn: TOPIC,
      ChatTopicArn: CHAT_TOPIC,
      ExistingLedgerTable: NAMES.sandboxLedger,
    },
  }),
  NOTIFICATION_ROLE,
);

/** The requests that IAM authorizes while every message is told, or kept and told in a digest. */
async function requested(): Promise<readonly AuthorizationRequest[]> {
  const { account } = anAccount({ delivery: 'Daily' });
  for (const [, event] of ALL_MESSAGES) await invoke(account, event);
  await invoke(account, { operation: 'Digest' });
  const directory = directoryOf(account);
  return account.calls
    .filter(({ principal }) => principal === NAMES.notificationFunction)
    .flatMap((call) => authorizationsOf(call, directory));
}

const requests = await requested();
const actions = [...new Set(requests.map(({ action }) => action))].toSorted();

describe('the calls of the notification function', () => {
  it('need these actions', () => {
    expect(actions).toEqual([
      'dynamodb:DeleteItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'iam:GetUser',
      'iam:ListUsers',
      'sns:Publish',
    ]);
  });

  it.each(actions)('%s is allowed', async (action) => {
    for (const each of requests.filter((request) => request.action === action)) {
      expect([each, await decide(role, each)]).toEqual([each, 'Allowed']);
    }
  });

  it.each(actions)('%s is needed: without its statement it is denied', async (action) => {
    const others = statementsOf(role).filter(({ Action }) => ![Action].flat().includes(action));
    const [each] = requests.filter((request) => request.action === action);
    if (!each) throw new Error(`Expected a request of ${action}`);
    expect(await decideBy([policy(...others)], each)).toBe('ImplicitlyDenied');
  });

  it('need every action of the role but those for its log and for the key of a topic', () => {
    const granted = statementsOf(role).flatMap(({ Action }) => [Action].flat());
    const others = granted.filter((action) => !/^(logs|kms):/.test(action));
    expect([...new Set(others)].toSorted()).toEqual(actions);
  });
});
