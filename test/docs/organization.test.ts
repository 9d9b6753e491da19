import { describe, expect, it } from 'vitest';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { isKnownAction } from '../support/known-action.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/organization.md');
const verification = readPage('docs/verify-in-aws.md');

/** The rows of docs/verify-in-aws.md that the page names, as numbers. */
const namedRows = Array.from(page.matchAll(/\brows? (\d+(?:, \d+)*)/g), ([, list = '']) =>
  list.split(', ').map(Number),
).flat();

const rows = Array.from(verification.matchAll(/^\| (\d+) \|/gm), ([, row]) => Number(row));

describe('docs/organization.md', () => {
  it('names rows that docs/verify-in-aws.md has', () => {
    expect(namedRows.length).toBeGreaterThan(0);
    expect(namedRows.filter((row) => !rows.includes(row))).toEqual([]);
  });

  it('names every row that links to it', () => {
    const linking = Array.from(verification.matchAll(/^\| (\d+) \|.*\(organization\.md/gm), ([, row]) =>
      Number(row),
    );
    expect(linking.length).toBeGreaterThan(0);
    expect(linking.filter((row) => !namedRows.includes(row))).toEqual([]);
  });

  it('gives the authority of every answer about places', () => {
    const authorities = tableBelow(page, 'Where it works').map((cells) => cells.at(-1));
    expect(authorities).toHaveLength(3);
    expect(authorities.filter((authority) => !authority)).toEqual([]);
  });

  it('says for every event what happens to each rollout, the ledger and the evidence, and by which authority', () => {
    const events = tableBelow(page, 'Accounts come, move, go');
    expect(events.map(([event]) => event?.split(' ')[0])).toEqual([
      'joins',
      'moves',
      'moves',
      'leaves',
      'is',
      'is',
    ]);
    expect(events.filter((cells) => cells.length !== 5 || cells.includes(''))).toEqual([]);
  });

  it.each(['OneActiveKey', 'OneActiveKeyOrganization'])(
    'gives parameters of %s values that the template accepts',
    (stack) => {
      const given = Array.from(page.matchAll(/`([A-Z][A-Za-z]+)=([^`\s]+)`/g));
      const ours = given.filter(([, name = '']) => parametersOf(stack)[name]);
      expect(ours.length).toBeGreaterThan(0);
      expect(ours.filter(([, name = '', value = '']) => !accepts(stack, name, value))).toEqual([]);
    },
  );

  it('names the StackSet as the template does', () => {
    const resources = Object.values(templateOf('OneActiveKeyOrganization')['Resources'] as object);
    const names = resources
      .map(({ Properties }) => Properties?.StackSetName)
      .filter((name) => name !== undefined);
    expect(names).toContain('one-active-key');
    expect(page).toContain('--stack-set-name one-active-key ');
  });

  it('names the services of the resources in the account template, CloudFormation and that of the key', () => {
    const resources = Object.values(
      templateOf('OneActiveKey')['Resources'] as Record<string, { Type: string }>,
    );
    const services = resources.map(({ Type }) => Type.split('::')[1]?.toLowerCase());
    const [, sentence = ''] =
      /SCPs\s+must\s+not\s+deny\s+it\s+any\s+action\s+of\s+these\s+services([^;]*?)\. If/s.exec(page) ?? [];
    const named = Array.from(sentence.matchAll(/`([a-z]+)`/g), ([, name]) => name);
    expect(named.toSorted()).toEqual([...new Set([...services, 'cloudformation', 'kms'])].toSorted());
  });

  it('gives the service role actions that exist', async () => {
    const actions = tableBelow(page, 'What a role must be allowed').flatMap(([, cell = '']) =>
      Array.from(cell.matchAll(/`([a-z0-9]+:[A-Za-z]+)`/g), ([, action = '']) => action),
    );
    expect(actions.length).toBeGreaterThan(20);
    const known = await Promise.all(actions.map(isKnownAction));
    expect(actions.filter((_, index) => !known[index])).toEqual([]);
    expect(await isKnownAction('config:PutOrganizationPack')).toBe(false);
  });
});
