import { describe, expect, it } from 'vitest';
import { deployRunbooks } from '../../../demo/deployment.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { TopicRefusal } from '../../../sandbox/sns/topics.ts';
import { automaticPass, nextDay } from '../../support/automatic.ts';
import { itemsOf } from '../../support/ledger.ts';
import { activeKeys, deactivate } from '../../support/remediation.ts';
import { addUser, deployed, evaluate } from '../../support/rule.ts';

const ARN = 'arn:aws:sns:us-east-1:111122223333';
const MAIL = `${ARN}:${NAMES.sandboxTopic}`;
const CHAT = `${ARN}:${NAMES.sandboxChatTopic}`;

/** An account with the real function that publishes, and alice, whose second key is surplus. */
async function withTopics() {
  const { account } = deployed({ telling: { noticeDays: 3, hasTopic: true } });
  await deployRunbooks(account, { withoutPython: 'passThrough' });
  const alice = addUser(account, 'alice', 2);
  await evaluate(account);
  const published = (topic: string) =>
    account.topics.published(topic).map(({ attributes }) => attributes['event']);
  return { account, alice, published };
}

const notices = ({ account }: Pick<Awaited<ReturnType<typeof withTopics>>, 'account'>) =>
  itemsOf(account).filter(({ pk }) => pk === 'NOTICE').length;

describe('a notice, by the function that publishes every message', () => {
  it('goes to both topics, and counts', async () => {
    const given = await withTopics();
    await automaticPass(given.account);
    expect([given.published(MAIL), given.published(CHAT), notices(given)]).toEqual([
      ['Noticed'],
      ['Noticed'],
      1,
    ]);
    for (let day = 1; day <= 3; day += 1) await nextDay(given.account);
    expect(given.published(MAIL)).toEqual(['Noticed', 'Reminder', 'Deactivated']);
    expect(activeKeys(given.account, 'alice')).toHaveLength(1);
  });

  it.each<[string, string, TopicRefusal | 'gone', string]>([
    ['the topic for mail is gone', MAIL, 'gone', CHAT],
    ['the topic for mail denies', MAIL, 'AuthorizationErrorException', CHAT],
    [
      'the topic for mail is encrypted with a key that the role may not use',
      MAIL,
      'KMSAccessDeniedException',
      CHAT,
    ],
    ['the key of the topic for a chat is disabled', CHAT, 'KMSDisabledException', MAIL],
  ])(
    '%s: the other one gets it, it does not count, and nothing automatic happens',
    async (_, topic, refusal, other) => {
      const given = await withTopics();
      const { account } = given;
      if (refusal === 'gone') account.topics.remove(topic);
      else account.topics.refuse(topic, refusal);
      for (let day = 0; day < 5; day += 1) {
        await expect(automaticPass(account)).rejects.toThrow(topic);
        account.clock.advance(DAY_MS);
      }
      expect(given.published(topic)).toEqual([]);
      expect(new Set(given.published(other))).toEqual(new Set(['Noticed']));
      expect([notices(given), activeKeys(account, 'alice').length]).toEqual([0, 2]);
    },
  );

  it('a topic that refuses the message about an act changes nothing of its outcome, and the receipt says so', async () => {
    const { account, alice } = await withTopics();
    account.topics.remove(MAIL);
    const receipt = await deactivate(account, alice.userId);
    expect(receipt.outcome).toBe('Deactivated');
    expect(receipt.reason).toContain(`People could not be told of this: `);
    expect(receipt.reason).toContain(MAIL);
  });
});
