import { describe, expect, it } from 'vitest';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import { chatProblems, expectCustomNotification } from './chat-schema.ts';
import { ALL_MESSAGES } from './events.ts';
import { anAccount, invoke, lastMessages } from './told.ts';

/** Tells each event in an account of its own, and returns both forms of the message. */
async function toldOf(event: object) {
  const { account } = anAccount();
  const answer = await invoke(account, event);
  const { mail, chat } = lastMessages(account);
  if (!mail || !chat) throw new Error(`Expected two messages; received ${JSON.stringify(answer)}`);
  return { answer, mail, chat, payload: JSON.parse(chat.message) };
}

it('every message as a mail and as a chat message, for people to read', async () => {
  const sections = [];
  for (const [title, event] of ALL_MESSAGES) {
    const { mail, payload } = await toldOf(event);
    const attributes = Object.entries(mail.attributes).map(([name, value]) => `${name}=${value}`);
    sections.push(
      [
        `## ${title}`,
        `Attributes: ${attributes.join(', ')}`,
        `Subject: ${mail.subject}`,
        ['```text', mail.message, '```'].join('\n'),
        ['```json', JSON.stringify(payload, null, 2), '```'].join('\n'),
      ].join('\n\n'),
    );
  }
  const page = ['# Every message', ...sections, ''].join('\n\n').trimEnd();
  await expect(`${page}\n`).toMatchFileSnapshot('messages.snapshot.md');
});

describe.each(ALL_MESSAGES)('%s', (_title, event) => {
  it('is accepted, with a subject, two sentences, facts and attributes', async () => {
    const { answer, mail, chat } = await toldOf(event);
    expect(answer).toEqual({ outcome: 'Accepted' });
    expect(mail.subject).toMatch(/^One Active Key: .* \(111122223333\)$/);
    const [sentences = ''] = mail.message.split('\n\n');
    expect(sentences.split('\n')).toHaveLength(2);
    expect(mail.message).toContain('\nRegion: us-east-1');
    expect(mail.attributes).toMatchObject({ account: '111122223333', event: expect.any(String) });
    expect(chat.attributes).toEqual(mail.attributes);
    expect(chat.subject).toBe('');
  });

  it('is a custom notification by the published schema', async () => {
    const { payload } = await toldOf(event);
    expectCustomNotification(payload);
    expect(payload.content.textType).toBe('client-markdown');
  });
});

it('every event of the contract is among the messages', async () => {
  const events = await Promise.all(ALL_MESSAGES.map(async ([, event]) => (await toldOf(event)).payload));
  expect(new Set(events.map(({ metadata }) => metadata.eventType))).toEqual(new Set(MESSAGE_EVENTS));
});

it.each(['Noticed', 'Reminder', 'Refused', 'BecameNonCompliant'])(
  '%s says the three things that the owner can do',
  async (name) => {
    const [, event = {}] = ALL_MESSAGES.find(([title]) => title.startsWith(name)) ?? [];
    const { mail, payload } = await toldOf(event);
    const all = ['one-active-key:keep', 'one-active-key:exempt-until', '--status Inactive'];
    for (const [index, text] of all.entries()) {
      expect(mail.message).toContain(text);
      expect(payload.content.nextSteps[index]).toContain(text);
    }
  },
);

it('an undo that exempted its user is not told as one without an exemption', async () => {
  const [, event = {}] = ALL_MESSAGES.find(([title]) => title.startsWith('Reactivated')) ?? [];
  const { mail } = await toldOf(event);
  expect(mail.message).toContain('Exempt until 2026-12-05.');
  expect(mail.message).not.toContain('No exemption');
});

it('nothing of the payload of the failed event is told', async () => {
  for (const [title, event] of ALL_MESSAGES) {
    const { mail, chat } = await toldOf(event);
    expect(mail.message + chat.message, title).not.toMatch(/SECRET|resultToken|invokingEvent/);
  }
});

it('the messages of one user are one thread, whatever the user is called', async () => {
  const threads = new Set();
  for (const [, event] of ALL_MESSAGES.filter(([, each]) => 'userId' in each)) {
    threads.add((await toldOf(event)).payload.metadata.threadId);
  }
  expect([...threads]).toEqual(['111122223333/AIDACKCEVSQ6C2EXAMPLE']);
});

describe('the schema', () => {
  const MINIMAL = { version: '1.0', source: 'custom', content: { description: 'a' } };

  it.each<[string, object]>([
    ['the smallest notification', MINIMAL],
    ['a description of 8,000 characters', { ...MINIMAL, content: { description: 'x'.repeat(8_000) } }],
  ])('accepts %s', (_title, payload) => {
    expect(chatProblems(payload)).toEqual([]);
  });

  const content = (more: object) => ({ ...MINIMAL, content: { description: 'a', ...more } });

  it.each<[string, object]>([
    ['another version', { ...MINIMAL, version: '1.1' }],
    ['another source', { ...MINIMAL, source: 'aws' }],
    ['no description', { ...MINIMAL, content: {} }],
    ['a description of 8,001 characters', content({ description: 'x'.repeat(8_001) })],
    ['a title of 251 characters', content({ title: 'x'.repeat(251) })],
    ['a step of 351 characters', content({ nextSteps: ['x'.repeat(351)] })],
    ['a keyword of 76 characters', content({ keywords: ['x'.repeat(76)] })],
    ['another text type', content({ textType: 'plain' })],
    ['a property without a meaning', content({ body: 'a' })],
    ['a context that is no text', { ...MINIMAL, metadata: { additionalContext: { count: 1 } } }],
  ])('refuses %s', (_title, payload) => {
    expect(chatProblems(payload)).not.toEqual([]);
  });
});
