import { describe, expect, it } from 'vitest';
import { MESSAGE_EVENTS, URGENT_EVENTS } from '../../product/message.ts';
import { itemsOf, putItem } from '../support/ledger.ts';
import { expectCustomNotification } from './chat-schema.ts';
import { FULL_REQUEST } from './events.ts';
import { anAccount, CHAT_TOPIC, invoke, lastMessages, TOPIC } from './told.ts';

const DIGEST = { operation: 'Digest' };
const daily = () => anAccount({ delivery: 'Daily' });
const waiting = (account: ReturnType<typeof daily>['account']) =>
  itemsOf(account).filter(({ pk }) => pk === 'MESSAGE');

describe('with MessageDelivery=Daily', () => {
  it.each(MESSAGE_EVENTS)('%s', async (event) => {
    const { account, lines } = daily();
    const isUrgent = URGENT_EVENTS.includes(event);
    const outcome = isUrgent ? 'Accepted' : 'Collected';
    expect(await invoke(account, { ...FULL_REQUEST, event })).toEqual({ outcome });
    expect(account.topics.published()).toHaveLength(isUrgent ? 2 : 0);
    expect(waiting(account)).toHaveLength(isUrgent ? 0 : 1);
    expect(lines).toMatchObject([{ outcome, event }]);
  });

  it('a day without messages is a day without a digest', async () => {
    const { account } = daily();
    expect(await invoke(account, DIGEST)).toEqual({ outcome: 'Digest', messages: 0 });
    expect(account.topics.published()).toEqual([]);
  });

  it('a digest has the counts, then each message, the oldest first, and removes them', async () => {
    const { account } = daily();
    for (const event of ['Refused', 'Deactivated', 'Refused'] as const) {
      await invoke(account, { ...FULL_REQUEST, event });
      account.clock.advance(60_000);
    }
    expect(await invoke(account, DIGEST)).toEqual({ outcome: 'Digest', messages: 3 });
    const { mail, chat } = lastMessages(account);
    expect(mail?.subject).toBe('One Active Key: 3 messages of the last day (111122223333)');
    expect(mail?.attributes).toEqual({ account: '111122223333', event: 'Digest' });
    expect(mail?.message).toMatch(/^Deactivated: 1\nRefused: 2\n\n---- /);
    const titles = mail?.message.match(/^---- .*$/gm)?.map((line) => line.slice(30));
    expect(titles).toEqual([
      'One Active Key: the owner of deploy-bot must decide (111122223333)',
      'One Active Key: deactivated a key of deploy-bot (111122223333)',
      'One Active Key: the owner of deploy-bot must decide (111122223333)',
    ]);
    const payload = JSON.parse(chat?.message ?? '');
    expectCustomNotification(payload);
    expect(payload.content.description.split('\n')).toHaveLength(2 + 3);
    expect(waiting(account)).toEqual([]);
    expect(await invoke(account, DIGEST)).toEqual({ outcome: 'Digest', messages: 0 });
  });

  it.each([TOPIC, CHAT_TOPIC])('a digest that %s does not accept is told again', async (topic) => {
    const { account } = daily();
    await invoke(account, FULL_REQUEST);
    account.topics.refuse(topic, 'KMSDisabledException');
    expect((await invoke(account, DIGEST)).error).toMatch(/^PublishError: .*KMSDisabledException/);
    expect(waiting(account)).toHaveLength(1);
    account.topics.refuse(topic, undefined);
    await invoke(account, DIGEST);
    expect(account.topics.published(topic)).toHaveLength(1);
    expect(waiting(account)).toEqual([]);
  });

  it('a digest of very many messages says how many it leaves out, and stays within the bounds of SNS', async () => {
    const { account } = daily();
    const count = 250;
    for (let n = 0; n < count; n += 1) await invoke(account, { ...FULL_REQUEST, reason: 'é'.repeat(2_000) });
    expect(await invoke(account, DIGEST)).toEqual({ outcome: 'Digest', messages: count });
    const { mail, chat } = lastMessages(account);
    expect(Buffer.byteLength(mail?.message ?? '')).toBeGreaterThan(250_000);
    const told = mail?.message.match(/^---- /gm)?.length ?? 0;
    expect(told).toBeGreaterThan(20);
    expect(mail?.message).toContain(`${count - told} messages are left out here`);
    const { content } = JSON.parse(chat?.message ?? '');
    expect(content.description).toContain('230 more are in the mail.');
    expect(waiting(account)).toEqual([]);
  });

  it.each([
    ['with another key', { sk: 'noon', message: '{}' }],
    ['that is no JSON', { sk: '2026-11-21T09:00:00.000Z#x', message: 'x' }],
    ['that is another message', { sk: '2026-11-21T09:00:00.000Z#x', message: '{"event":"Greeted"}' }],
    ['without its text', { sk: '2026-11-21T09:00:00.000Z#x' }],
  ])('an item %s hides no message, and the error names it', async (_, item) => {
    const { account } = daily();
    await invoke(account, FULL_REQUEST);
    putItem(account, { pk: 'MESSAGE', nonce: 'x', ...item });
    const { error } = await invoke(account, DIGEST);
    expect(error).toMatch(/^MalformedItemError: item pk="MESSAGE" /);
    expect(lastMessages(account).mail?.message).toContain('deactivated a key of deploy-bot');
    expect(waiting(account)).toHaveLength(1);
  });

  it('a message that cannot be kept is an error: it is not told, and not lost in silence', async () => {
    const { account } = daily();
    account.faults.add(({ operation }) => (operation === 'PutItem' ? { kind: 'deny' } : undefined));
    expect((await invoke(account, FULL_REQUEST)).error).toMatch(/^LedgerUnavailableError: could not write/);
    expect(account.topics.published()).toEqual([]);
  });

  it('messages that cannot be removed are told again', async () => {
    const { account } = daily();
    await invoke(account, FULL_REQUEST);
    const stop = account.faults.add(({ operation }) =>
      operation === 'DeleteItem' ? { kind: 'deny' } : undefined,
    );
    expect((await invoke(account, DIGEST)).error).toMatch(/^LedgerUnavailableError/);
    stop();
    expect(await invoke(account, DIGEST)).toEqual({ outcome: 'Digest', messages: 1 });
    expect(account.topics.published(TOPIC)).toHaveLength(2);
  });
});

it('without MessageDelivery=Daily there is no digest', async () => {
  expect((await invoke(anAccount().account, DIGEST)).error).toMatch(/^MissingLedgerError/);
});
