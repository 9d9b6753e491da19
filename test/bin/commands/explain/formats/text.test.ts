import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUser } from '../../../../../bin/commands/explain/explain-user.ts';
import { EXPLANATION_VERSION, type Explanation } from '../../../../../bin/commands/explain/explanation.ts';
import { decide } from '../../../../../bin/commands/explain/facts.ts';
import { formatExplanation } from '../../../../../bin/commands/explain/formats/format.ts';
import { explanationFormatOf } from '../../../../../bin/commands/explain/formats/names.ts';
import type { Evidence } from '../../../../../bin/commands/explain/key-uses/evidence.ts';
import { userId, userName } from '../../../../../policy/identifiers.ts';
import { daysAgo, KEY, NOW } from '../../../../support/users.ts';
import { used } from '../../../../support/verdicts.ts';
import { factsOf } from '../decisions.ts';
import { anEvent } from '../key-uses/events.ts';

/** The texts of others in an explanation. */
interface Texts {
  readonly name: string;
  readonly agent: string;
  readonly address: string;
  readonly service: string;
  readonly action: string;
  readonly reason: string;
  readonly exemption: string;
}

const PLAIN: Texts = {
  name: 'alice',
  agent: 'aws-cli/2.31.0',
  address: '192.0.2.7',
  service: 'sts.amazonaws.com',
  action: 'GetCallerIdentity',
  reason: 'AccessDenied',
  exemption: 'soon',
};

function explanationWith(texts: Texts, evidence: Partial<Evidence> = {}): Explanation {
  const { name, agent: userAgent, address: sourceAddress, service, action, reason, exemption } = texts;
  const facts = factsOf([used(KEY.a, 1), used(KEY.b, 2)], { 'one-active-key:exempt-until': exemption });
  const user = {
    userName: userName(name),
    userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
    arn: 'arn:aws:iam::111122223333:user/alice',
    path: '/',
    createdAt: daysAgo(900),
  };
  const events = [anEvent({ userAgent, sourceAddress, service, action })];
  const explained = explainUser(
    user,
    { ...facts, verdict: decide(facts) },
    {
      from: daysAgo(90),
      to: NOW,
      regions: ['eu-west-1', 'us-east-1'],
      unknown: [{ region: 'us-east-1', reason }],
      regionsUnknown: reason,
      keys: [{ accessKeyId: KEY.a, events, cutOffRegions: [], unknownRegions: ['us-east-1'] }],
      ...evidence,
    },
  );
  return {
    schemaVersion: EXPLANATION_VERSION,
    generatedAt: NOW.toISOString(),
    parameters: facts.policy,
    users: [explained],
  };
}

const textOf = (texts: Texts, evidence?: Partial<Evidence>) =>
  formatExplanation(explanationWith(texts, evidence), 'text');

/** What a terminal would interpret, except for the ends of lines. */
const RAW = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Texts with everything that could become a line, an escape, markup or a command. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '\n  aws iam delete-user --user-name alice\n',
    '\r\n\u001b[2J\u0007\u009b\u202e\u2066\u2028\u2029\ud800',
    '$(reboot)`reboot`;reboot&&reboot',
    '</td><script>alert(1)</script>',
    '=cmd|calc!A1',
  ),
);

const hostileTexts = fc.record({
  name: hostile,
  agent: hostile,
  address: hostile,
  service: hostile,
  action: hostile,
  reason: hostile,
  exemption: hostile,
});

describe('texts of others', () => {
  it('never reach the text raw, and never make a line of their own', () => {
    // The name makes no command, and the commands of all steps are lines.
    const lines = textOf({ ...PLAIN, name: '\u001b' }).split('\n').length;
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        const text = textOf({ ...texts, name: `${texts.name}\u001b`, exemption: `?${texts.exemption}` });
        expect(text).not.toMatch(RAW);
        expect(text.split('\n')).toHaveLength(lines);
      }),
      { numRuns: 60 },
    );
  });

  it('make no command: what a line begins with is ours', () => {
    const begin = (text: string) => text.split('\n').filter((line) => /^\s*(aws|npx|sudo|rm)\b/.test(line));
    const ours = begin(textOf(PLAIN));
    expect(ours.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        expect(begin(textOf({ ...texts, name: 'alice', exemption: `?${texts.exemption}` }))).toEqual(ours);
      }),
      { numRuns: 60 },
    );
  });

  it('are the same texts in JSON, where nothing is raw', () => {
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        const json = formatExplanation(explanationWith(texts), 'json');
        expect(json).not.toMatch(RAW);
        const [use] = JSON.parse(json).users[0].accessKeys.flatMap((key: { uses: object[] }) => key.uses);
        expect(use).toMatchObject({ userAgent: texts.agent, sourceAddress: texts.address });
      }),
      { numRuns: 60 },
    );
  });
});

it('the commands are for one account, which their title names', () => {
  expect(textOf(PLAIN)).toContain('\nWhat to do next, with credentials of account 111122223333\n');
});

describe('the text about uses', () => {
  it.each<[string, Partial<Texts>, Partial<Evidence>, string]>([
    [
      'no address and no agent',
      { address: '', agent: '' },
      {},
      '1 call to sts.amazonaws.com in eu-west-1 from an address that is not known, ',
    ],
    [
      'Regions with the same reason are one line',
      {},
      { unknown: ['eu-west-1', 'us-east-1'].map((region) => ({ region, reason: 'Denied' })) },
      'Not known: uses in eu-west-1, us-east-1 (cloudtrail:LookupEvents): Denied',
    ],
    [
      'what was cut off',
      {},
      {
        keys: [{ accessKeyId: KEY.a, events: [anEvent()], cutOffRegions: ['eu-west-1'], unknownRegions: [] }],
      },
      'Only the newest events were read in eu-west-1: there the counts are too low',
    ],
    [
      'everything is known',
      {},
      { unknown: [], regionsUnknown: null },
      'Asked: eu-west-1, us-east-1; at most the 1000 newest events of a key in each.',
    ],
  ])('%s', (_, texts, evidence, expected) => {
    expect(textOf({ ...PLAIN, ...texts }, evidence)).toContain(expected);
  });

  const lateUse = 'IAM says that the key was used at 2026-11-20T12:00Z';

  it.each<[string, ReturnType<typeof anEvent>, boolean]>([
    ['an older event', anEvent({ at: daysAgo(3) }), true],
    ['an event of the same minute', anEvent({ at: new Date(daysAgo(1).getTime() + 20_000) }), false],
    ['a newer event', anEvent({ at: daysAgo(0) }), false],
  ])('a last use by IAM is told if no event shows it: %s', (_, event, isTold) => {
    const keys = [{ accessKeyId: KEY.a, events: [event], cutOffRegions: [], unknownRegions: [] }];
    expect(textOf(PLAIN, { keys }).includes(lateUse)).toBe(isTold);
  });

  it('one call has one time, several have the first and the last', () => {
    const events = [anEvent(), anEvent({ at: daysAgo(3), errorCode: 'AccessDenied' })];
    const keys = [{ accessKeyId: KEY.a, events, cutOffRegions: [], unknownRegions: [] }];
    expect(textOf(PLAIN)).toContain(
      '1 call to sts.amazonaws.com in eu-west-1 from 192.0.2.7, 2026-11-20T12:00Z: GetCallerIdentity',
    );
    expect(textOf(PLAIN, { keys })).toContain(
      '2 calls (1 of them failed) to ec2.amazonaws.com in eu-west-1 from 192.0.2.7, 2026-11-18T12:00Z to 2026-11-20T12:00Z: DescribeInstances',
    );
  });
});

describe('the format of a file', () => {
  it.each([
    ['payroll.json', 'json'],
    ['payroll.JSON', 'json'],
    ['payroll.txt', 'text'],
    [undefined, 'text'],
  ])('%s: %s', (file, format) => {
    expect(explanationFormatOf(file)).toBe(format);
  });
});
