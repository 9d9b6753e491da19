import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatMessage } from '../../notification/chat-message.ts';
import { clip, oneLine, plain } from '../../notification/clean.ts';
import { messageText } from '../../notification/message-text.ts';
import type { Message } from '../../notification/occurrence.ts';
import { isAlarmOfOurs, isExecutionId, isRuleOfOurs } from '../../notification/texts/console.ts';
import { subjectOf } from '../../notification/texts/subject.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import { NAMES } from '../../product/names.ts';
import { KEY } from '../support/users.ts';
import { aMessage } from './a-message.ts';
import { chatProblems } from './chat-schema.ts';
import { FULL_REQUEST } from './events.ts';

/** Parts of texts that mean something to a mail program, to Slack, to Teams, to Amazon Q or to a terminal. */
const TRICKS = [
  'https://example.com/x',
  'HTTP://example.com',
  'www.example.com',
  'WWW.EXAMPLE.COM',
  'wwwwww.x',
  'example.com/x',
  'login.example.com:8443',
  'w\u200Bww.x',
  ':/\u200B/',
  '<!channel>',
  '<@U012AB3CD>',
  '<https://example.com|click>',
  '&lt;!here&gt;',
  '@here',
  '@channel',
  '@everyone',
  '`',
  '```',
  '*bold*',
  '_x_',
  '~x~',
  '[a](https://example.com)',
  '](x',
  '\\`',
  '\n',
  '\r\n',
  '\u2028',
  '\u0000',
  '\u001B[31m',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\uD800',
  '🙂',
  'Subject: x',
  '{"version":"1.0"}',
  '%0a',
  'é',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

/** The command of ours, with other text at any place of it. */
const hostileUndo = fc
  .tuple(hostile, fc.nat({ max: FULL_REQUEST.undo.length }))
  .map(([text, at]) => `${FULL_REQUEST.undo.slice(0, at)}${text}${FULL_REQUEST.undo.slice(at)}`);

/** The name of an alarm of ours. */
const ALARM = `${NAMES.ruleFunction}-not-run`;
const alarmNamed = (suffix: string) => `${ALARM}${suffix}`;

const named = (suffix: string) => `${NAMES.configRule}-${suffix}`;

const messages: fc.Arbitrary<Message> = fc.record({
  event: fc.constantFrom(...MESSAGE_EVENTS),
  partition: fc.constantFrom('aws', 'aws-cn'),
  region: fc.constant('us-east-1'),
  accountId: fc.constant('111122223333'),
  rolePath: fc.constantFrom('/', '/security/'),
  userId: fc.constant(FULL_REQUEST.userId),
  userName: hostile,
  keptAccessKeyId: fc.constantFrom('', KEY.a),
  accessKeyIds: fc.constantFrom([], [KEY.b], [KEY.a, KEY.b]),
  reason: hostile,
  time: fc.constantFrom('', FULL_REQUEST.time),
  undo: fc.oneof(fc.constantFrom('', FULL_REQUEST.undo), hostile, hostileUndo),
  automationExecutionId: fc.oneof(fc.constant(FULL_REQUEST.automationExecutionId), hostile),
  started: fc.oneof(hostile, fc.constantFrom('', FULL_REQUEST.started)),
  source: fc.oneof(
    fc.constant(undefined),
    fc.record({
      kind: fc.constantFrom('runbook', 'alarm', 'function'),
      name: fc.oneof(hostile, fc.constant(ALARM), hostile.map(alarmNamed)),
    }),
  ),
  configRuleName: fc.oneof(fc.constantFrom('', NAMES.configRule), hostile, hostile.map(named)),
  owner: hostile,
  ownerTag: fc.constant('Owner'),
  unread: hostile,
});

/** Texts at which a chat message is longest, and ids of an execution: such a text, and one of ours. */
const LONGEST = ['x'.repeat(9_000), '@'.repeat(9_000), '<🙂'.repeat(3_000)].flatMap((text) => [
  [text, text] as const,
  [text, FULL_REQUEST.automationExecutionId] as const,
]);

/** The only addresses that a message may have: those of the console. */
const OUR_LINK = /https:\/\/console\.(aws\.amazon\.com|amazonaws\.cn)\/[\w/?=&#.:-]+/g;

const check = (law: (message: Message) => void) =>
  fc.assert(fc.property(messages, law), { numRuns: 1_000 * Number(process.env['FUZZ_FACTOR'] ?? 1) });

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

describe('whatever the texts of others are', () => {
  it('a subject is one line of ASCII within the bounds of SNS', () => {
    check((message) => {
      expect(subjectOf(message)).toMatch(/^[!-~][ -~]{0,98}$/);
    });
  });

  it('a subject has its beginning, and its account if no text is longer than a name of IAM', () => {
    check((message) => {
      const userName = message.userName.replaceAll(/[^\w+=,.@-]/g, '').slice(0, 64);
      const subject = subjectOf({ ...message, userName, source: undefined });
      expect(subject).toMatch(/^One Active Key: .*\(111122223333\)$/);
    });
  });

  it('a mail has its own lines only, and no link but ours', () => {
    check((message) => {
      const text = messageText(message);
      for (const line of text.split('\n')) expect(line).not.toMatch(CONTROLS);
      const rest = text.replaceAll(OUR_LINK, '');
      expect(rest).not.toMatch(/:\/\/|www\./i);
      expect(rest).not.toMatch(/example\.com[/:]/i);
      expect(labelsIn(text)).toEqual(labelsIn(messageText(harmless(message))));
    });
  });

  it('a command that undoes the act is ours, or is left out and the message says so', () => {
    check((message) => {
      const isOurs = isOurUndo(message);
      const isForged = message.undo !== '' && !isOurs;
      for (const text of [messageText(message), chatMessage(message).content.description]) {
        expect(text.includes('\nUndo: ')).toBe(isOurs);
        expect(/^Left out: `?the command that undoes the act/m.test(text)).toBe(isForged);
        if (!isOurs) expect(text).not.toMatch(/start-automation-execution|with the command below/);
      }
    });
  });

  it('a chat message is a custom notification', () => {
    check((message) => {
      expect(chatProblems(chatMessage(message))).toEqual([]);
    });
  });

  it('a chat message of the longest texts is a custom notification', () => {
    for (const event of MESSAGE_EVENTS) {
      for (const [long, execution] of LONGEST) {
        const texts = { userName: long, owner: long, unread: long, reason: long, started: long, undo: long };
        const source = { kind: 'alarm', name: long } as const;
        const accessKeyIds = Array.from({ length: 50 }, () => KEY.b);
        const ids = { automationExecutionId: execution, configRuleName: long, keptAccessKeyId: KEY.a };
        const message = aMessage({ event, ...texts, ...ids, accessKeyIds, source });
        expect(chatProblems(chatMessage(message))).toEqual([]);
      }
    }
  });

  it('a chat message has no link but ours, no mention and no control sequence', () => {
    check((message) => {
      for (const text of textsIn(chatMessage(message))) {
        expect(text.replaceAll(OUR_LINK, '')).not.toMatch(/:\/\/|www\.|[<>&]|@\w/i);
        for (const line of text.split('\n')) expect(line).not.toMatch(CONTROLS);
      }
    });
  });

  it('in a chat they stay in code spans: outside of them the message is the same', () => {
    check((message) => {
      const { title, description } = chatMessage(message).content;
      const expected = chatMessage(harmless(message)).content;
      expect(outsideSpans(title)).toBe(outsideSpans(expected.title));
      expect(outsideSpans(description)).toBe(outsideSpans(expected.description));
    });
  });
});

describe('our own commands and links', () => {
  it.each([
    ['a usual name', 'deploy-bot', ' deploy-bot '],
    ['a name that begins with a hyphen', '-bot', "='-bot' "],
    ['a name that begins with an equals sign', '=bot', "='=bot' "],
    ['an address', 'bob@example.com', ' bob@example.com '],
    ['a name that a mail program makes a link of', 'www.example.com', ' USER_NAME '],
    ['a name that IAM does not allow', 'a; rm -rf x', ' USER_NAME '],
  ])('the commands of a mail have %s', (_, userName, written) => {
    expect(messageText(withName(userName))).toContain(`aws iam tag-user --user-name${written}--tags`);
  });

  it('the commands of a chat have no name that could mention somebody', () => {
    const { nextSteps = [] } = chatMessage(withName('bob@here')).content;
    expect(nextSteps).toHaveLength(3);
    for (const step of nextSteps) expect(step).toContain('--user-name USER_NAME ');
  });

  it('the command that shows who started the execution is in both', () => {
    const id = FULL_REQUEST.automationExecutionId;
    const command = `aws ssm get-automation-execution --region us-east-1 --automation-execution-id ${id}`;
    expect(messageText(withName('x'))).toContain(`\nWho started it: ${command} `);
    expect(chatMessage(withName('x')).content.description).toContain(`\nWho started it: \`${command} `);
  });

  it('the command that undoes the act is in both', () => {
    const message = { ...withName('deploy-bot'), event: 'Deactivated' as const };
    expect(messageText(message)).toContain(`\nUndo: ${FULL_REQUEST.undo}\n`);
    expect(chatMessage(message).content.description).toContain(`\nUndo: \`${FULL_REQUEST.undo}\`\n`);
  });

  it('a command that a chat cannot show whole is not shown in part', () => {
    const rolePath = '/team@here/';
    const undo = FULL_REQUEST.undo.replace('role/', `role${rolePath}`);
    const message = { ...withName('deploy-bot'), rolePath, undo };
    expect(messageText(message)).toContain(`\nUndo: ${undo}\n`);
    expect(chatMessage(message).content.description).toContain('Undo: see the receipt of the run');
  });
});

describe('the rules', () => {
  it.each([
    ['a\r\nb\tc', 'a b c'],
    ['a\u202Eb\u200Bc', 'abc'],
    ['  a  ', 'a'],
    ['\uD800', ''],
  ])('oneLine(%j) is %j', (text, expected) => expect(oneLine(text)).toBe(expected));

  it.each([
    ['see https://x', 'see https[:]//x'],
    ['WWW.x', 'WWW[.]x'],
    ['login.example.com/reset', 'login.example[.]com/reset'],
    ['example.com:8443', 'example[.]com:8443'],
    ['first.last@example.com', 'first.last@example.com'],
    ['at 203.0.113.58/24, in template.yaml: line 3', 'at 203.0.113.58/24, in template.yaml: line 3'],
    [':\u200B//', '[:]//'],
    ['arn:aws:iam::1:user/x', 'arn:aws:iam::1:user/x'],
  ])('plain(%j) is %j', (text, expected) => expect(plain(text, 100)).toBe(expected));

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a🙂b', 3, 'a…'],
  ])('clip(%j, %i) is %j', (text, limit, expected) => expect(clip(text, limit)).toBe(expected));
});

/** The same message with texts that do nothing; where a text leaves nothing behind, it stays empty. */
function harmless(message: Message): Message {
  const same = (text: string) => (plain(text, 2_000) === '' ? text : 'x');
  const { source } = message;
  return {
    ...message,
    userName: same(message.userName),
    reason: same(message.reason),
    started: same(message.started),
    owner: same(message.owner),
    unread: same(message.unread),
    undo: isOurUndo(message) || message.undo === '' ? message.undo : 'x',
    automationExecutionId: isExecutionId(message.automationExecutionId)
      ? message.automationExecutionId
      : same(message.automationExecutionId),
    configRuleName: isRuleOfOurs(message.configRuleName)
      ? message.configRuleName
      : same(message.configRuleName),
    source: source && { ...source, name: isAlarmOfOurs(source.name) ? source.name : same(source.name) },
  };
}

/** Whether the command is the one for the installation, the user and the keys of `FULL_REQUEST`. */
function isOurUndo({ undo, partition, rolePath, accessKeyIds }: Message): boolean {
  const isFull = partition === 'aws' && rolePath === '/' && accessKeyIds.join() === KEY.b;
  return isFull && undo === FULL_REQUEST.undo;
}

/** The labels of facts in a mail, without those of links, which an unusual id or name does not have. */
function labelsIn(text: string): readonly string[] {
  const facts = text.split('\n\n').at(-1) ?? '';
  const labels = Array.from(facts.matchAll(/^([A-Z][A-Za-z ]+): /gm), ([, label = '']) => label);
  return labels.filter((label) => !label.endsWith('in the console'));
}

/** A text of a chat with a mark in place of each code span, and without the lines of links. */
function outsideSpans(text: string): string {
  const lines = text.split('\n').filter((line) => !/in the console: /.test(line));
  return lines.join('\n').replaceAll(/`[^`]*`/g, '`x`');
}

/** All texts in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const withName = (userName: string): Message => aMessage({ userName });
