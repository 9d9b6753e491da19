import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../bin/command-line/examples.ts';
import { EXIT } from '../../bin/command-line/exit-codes.ts';
import { ACCOUNT_GROUPS } from '../../infra/parameters/account-parameters.ts';
import { PARAMETERS } from '../../policy/parameters.ts';
import { MESSAGE_EVENTS, URGENT_EVENTS } from '../../product/message.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/reference.md');

/** The names in a cell: each in backticks. */
const namesIn = (cell = '') => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name);

/** The lines of the table with this head. */
function tableWith(head: string): readonly string[] {
  const [, after = ''] = page.split(`\n${head}\n`);
  return (after.match(/^(\|.*\n)+/)?.[0] ?? '').trimEnd().split('\n').slice(1);
}

describe('docs/reference.md', () => {
  const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const all = ACCOUNT_GROUPS.flatMap(({ parameters }) => Object.entries(parameters));
  const ofDecision = Object.keys(PARAMETERS).map(pascal);
  const ofStack = all.filter(([name]) => !ofDecision.includes(name));
  const rows = tableWith('| parameter | default | note |').map((row) =>
    row.split('|').map((cell) => cell.trim()),
  );

  it('has each parameter of the stack once, beside those of the decision', () => {
    expect(rows.flatMap(([, names]) => namesIn(names)).toSorted()).toEqual(
      ofStack.map(([name]) => name).toSorted(),
    );
  });

  it.each(ofStack)('%s: has the default of the template', (name, { default: byDefault }) => {
    const [, names, defaults = ''] = rows.find(([, cell]) => namesIn(cell).includes(name)) ?? [];
    const texts = defaults.replaceAll('`', '').split(', ');
    const own = texts.length === 1 ? texts[0] : texts[namesIn(names).indexOf(name)];
    expect(own).toBe(String(byDefault) || 'none');
  });

  it('has each event that people are told of, and which of them do not wait for the digest', () => {
    const events = tableBelow(page, 'Messages').flatMap(([names, , delivery]) =>
      namesIn(names).map((name) => [name, delivery] as const),
    );
    const expected = MESSAGE_EVENTS.map(
      (event) => [event, URGENT_EVENTS.includes(event) ? 'at once' : 'waits'] as const,
    );
    expect(events.toSorted()).toEqual(expected.toSorted());
  });

  it.each(['Exit codes', 'Permissions of the commands'])('%s: has each command', (heading) => {
    const commands = tableBelow(page, heading).flatMap(([names]) =>
      namesIn(names).map((name) => name.split(' ')[0]),
    );
    expect(new Set(commands.filter((name) => !name?.startsWith('--')))).toEqual(
      new Set(Object.keys(EXAMPLES)),
    );
  });

  it('Exit codes: says 3 for exactly those commands whose help does, and names each code', () => {
    const withThree = tableBelow(page, 'Exit codes').flatMap(([names, , three]) =>
      three === 'never' ? [] : namesIn(names).map((name) => name.split(' ')[0] ?? ''),
    );
    const inHelp = Object.entries(EXAMPLES).flatMap(([name, text]) => (/, 3 [a-z]/.test(text) ? [name] : []));
    expect([...new Set(withThree)].toSorted()).toEqual(inHelp.toSorted());
    const [, section = ''] = page.split('\n## Exit codes\n');
    for (const code of Object.values(EXIT)) expect(section).toMatch(new RegExp(`\\b${code}\\b`));
  });
});
