import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STARTS, VERIFY_SHARES, VERIFY_USERS } from '../../bench/command/tables.ts';
import { percent } from '../../bench/table.ts';

const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');

/** The rows of the table whose first row begins with these cells. */
function rowsBelow(...header: readonly string[]): readonly (readonly string[])[] {
  const [, rest = ''] = page.split(`| ${header.join(' | ')} |`);
  const rows = rest.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the page of the figures', () => {
  const starts = rowsBelow('command', 'CPU seconds', 'MiB');

  it('has the starts that the bench measures', () => {
    expect(starts.map(([name]) => name)).toEqual(Object.keys(STARTS));
  });

  it('has at most 0.3 s of CPU for --help', () => {
    const [, seconds] = starts.find(([name]) => name === '`--help`') ?? [];
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(Number(seconds)).toBeLessThanOrEqual(0.3);
  });

  it('has the calls of verify, N + 2⌈N/1000⌉ + k + (their active keys), and of the loop', () => {
    const expected = VERIFY_USERS.flatMap((users) =>
      VERIFY_SHARES.map((share) => {
        // The loop leaves the size of a page to IAM, whose default is 100.
        const [loop, withTwo] = [users + Math.ceil(users / 100), Math.ceil(users * share)];
        return [users, percent(share), loop, users + 2 * Math.ceil(users / 1_000) + 3 * withTwo];
      }),
    );
    const rows = rowsBelow('users', 'two keys', 'calls: loop', 'verify');
    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(expected.map((cells) => cells.map(String)));
  });
});
