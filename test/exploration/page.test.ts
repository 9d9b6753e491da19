import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPLORATIONS } from './explorations.ts';
import { PROTECTING_LINES } from './lines/protecting-lines.ts';

const results = readFileSync(new URL('./results.md', import.meta.url), 'utf8');
const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');

/** The cells of the rows of the table whose header begins like this. */
function rowsOf(header: string): string[][] {
  const [, table = ''] = results.split(header);
  const rows = table.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$|`/g, '')));
}

describe('results.md', () => {
  it('has every scenario, in the order of the code', () => {
    const scenarios = rowsOf('| scenario | bounds |').map(([name]) => name);
    expect(scenarios).toEqual([...EXPLORATIONS.map(({ name }) => name), 'all']);
  });

  it('has every protecting line with its schedule, in the order of `--without`', () => {
    expect(rowsOf('| | line |')).toEqual(
      PROTECTING_LINES.map(({ protects, scenario, schedule, broken }, index) => [
        String(index + 1),
        protects,
        scenario,
        schedule,
        broken,
      ]),
    );
  });
});

describe('docs/testing.md', () => {
  it('has the numbers of scenarios, schedules and lines of the results', () => {
    const schedules = rowsOf('| scenario | bounds |').at(-1)?.at(-3)?.replace('| ', '');
    expect(page).toContain(`The ${EXPLORATIONS.length} scenarios have ${schedules} schedules`);
    expect(page).toContain(`list ${PROTECTING_LINES.length} lines of the code`);
  });

  it('quotes a protecting line', () => {
    const [, quoted = ''] = /such as "([^"]+)"/.exec(page.replaceAll('\n', ' ')) ?? [];
    expect(PROTECTING_LINES.map(({ protects }) => protects)).toContain(`${quoted}.`);
  });
});
