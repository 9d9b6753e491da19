import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { InventoryUser } from '../../../bin/inventory/inventory-user.ts';
import { STEPS_AFTER_REFUSAL } from '../../../bin/verification/next-step.ts';
import { anExemptUser, anInventory, aSurplusUser, aUser, sandboxInventory } from '../inventories.ts';
import { partOf, textOf, textOfPart } from './html-text.ts';

const partFor = (id: string, ...users: readonly InventoryUser[]) =>
  textOfPart(toHtml(anInventory(users)), id);

const refused = aSurplusUser({ plan: { action: 'refuse', code: 'KeysInUse', reason: 'The reason.' } });

describe('the report by what is to be done', () => {
  it('has the groups in the order in which people work', () => {
    const titles = Array.from(
      toHtml(anInventory([aSurplusUser(), refused, anExemptUser('2026-12-31', ''), aUser()])).matchAll(
        /<h2 id="(?:deactivate|decide|exempt|fine)-title">(.*?)<\/h2>/g,
      ),
      ([, title]) => textOf(`<body>${title}`),
    );
    expect(titles).toEqual(['Deactivate 1 ', 'The owner must decide 1 ', 'Exempt 1 ', 'Fine 1 ']);
  });

  it('shows every user with more than one active key, once', async () => {
    const inventory = await sandboxInventory();
    const html = toHtml(inventory);
    const names = ['deactivate', 'decide', 'exempt'].flatMap((id) =>
      Array.from(partOf(html, id).matchAll(/<span class="name">(.*?)<\/span>/g), ([, name]) => name),
    );
    const rotating = Array.from(
      partOf(html, 'fine').matchAll(/<li><strong>(.*?)<\/strong>/g),
      ([, name]) => name,
    );
    const expected = inventory.users.filter(({ situation }) => situation !== 'AtMostOneActiveKey');
    expect([...names, ...rotating].toSorted()).toEqual(expected.map(({ userName }) => userName).toSorted());
  });

  it.each([
    ['2026-12-31', '2026-12-31 40 days left'],
    ['2026-12-31T12:30:00+02:00', '2026-12-31 10:30 40 days left'],
    ['2026-12-31T12:30:00+02', '2026-12-31 10:30 40 days left'],
  ])('Exempt: the end %s as a day or in UTC', (until, shown) => {
    expect(partFor('exempt', anExemptUser(until, ''))).toContain(shown);
  });

  it('Deactivate: each key with its age, the days since its last use, and the plan', () => {
    const text = partFor('deactivate', aSurplusUser());
    expect(text).toContain('AKIAGONE00000EXAMPLE 800 days 2024-09-12 never used deactivate');
    expect(text).toContain('AKIAKEPT00000EXAMPLE 20 days 2026-11-01 1 day 2026-11-20 s3 · eu-west-1 keep');
    expect(text).toContain('Selected by LeastRecentlyUsed.');
  });

  it.each(Object.entries(STEPS_AFTER_REFUSAL))(
    'The owner must decide: %s with the reason and the next step',
    (code, step) => {
      const plan = { action: 'refuse', code: code as 'NewKey', reason: 'The reason.' } as const;
      const text = partFor('decide', aSurplusUser({ plan }));
      expect(text).toContain(`never used ${code} `);
      expect(text.replaceAll(/ +/g, ' ')).toContain(`The reason. ${step}`);
    },
  );

  it.each([
    ['2026-12-31', 'payroll', 'never used 2026-12-31 40 days left', 'Reason: x. Answers for it: payroll.'],
    ['2026-12-31T23:00:00+02:00', '', '2026-12-31 21:00 40 days left', 'Answers for it: nobody named.'],
  ])('Exempt: until %s, with the owner "%s"', (until, owner, end, why) => {
    const text = partFor('exempt', anExemptUser(until, 'x', owner));
    expect(text).toContain(end);
    expect(text).toContain(why);
  });

  it('Fine: the numbers, and the users whose rotation is in progress', () => {
    const rotating = aUser({
      userName: 'bob',
      situation: 'RotationInProgress',
      explanation: 'Until tomorrow.',
    });
    const text = partFor('fine', aUser(), rotating);
    expect(text).toContain(
      '2 users comply: 2 with one active key, 0 with none, 1 with a rotation in progress.',
    );
    expect(text).toContain('bob Until tomorrow.');
  });

  it.each([
    ['both tags', { OWNER: 'team-a', environment: 'prod' }, 'team-a prod'],
    ['no tags', {}, 'no tag Owner'],
    ['tags that were not read', null, 'tags not read'],
  ])('shows the owner and the environment: %s', (_, tags, expected) => {
    expect(partFor('deactivate', aSurplusUser({ tags }))).toContain(`EXAMPLE ${expected} `);
  });

  it.each([
    ['privileged', { privileged: 'yes' }, 'privileged'],
    ['unknown', { privileged: 'unknown' }, 'privileged: unknown'],
    ['production', { production: 'yes' }, 'production'],
  ] as const)('flags a user: %s', (name, changes, text) => {
    const badge = `<span class="badge ${name}">${text}</span>`;
    expect(partOf(toHtml(anInventory([aSurplusUser(changes)])), 'deactivate')).toContain(badge);
    expect(partOf(toHtml(anInventory([aSurplusUser()])), 'deactivate')).not.toContain('class="flags"');
  });

  it('has a field to filter only if there are more users than a glance finds', () => {
    const users = Array.from({ length: 11 }, (_, n) => aSurplusUser({ userName: `u${n}` }));
    expect(partOf(toHtml(anInventory(users)), 'deactivate')).toContain('data-for="deactivate-table"');
    expect(partOf(toHtml(anInventory(users.slice(1))), 'deactivate')).not.toContain('data-for');
  });
});

describe('who made the report', () => {
  it('with which command', () => {
    const text = textOf(toHtml(anInventory([])));
    expect(text).toContain(
      'Made by arn:aws:sts::111122223333:assumed-role/auditor/alice with one-active-key preview --output report.html',
    );
  });

  it('is said to be unknown if it is', () => {
    const html = toHtml(anInventory([], { operator: null }));
    expect(textOf(html)).toContain('Made by unknown, since STS did not tell the caller');
    expect(textOfPart(html, 'about')).toContain('Command one-active-key preview --output report.html');
  });
});
