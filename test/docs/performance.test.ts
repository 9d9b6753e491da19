import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countEvent } from '../../bench/calls/event.ts';
import { PARTS } from '../../bench/parts.ts';
import { countRemediation } from '../../bench/remediation/count.ts';

const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');

/** The cells of the first row that begins with this cell. */
function rowOf(first: string): readonly string[] {
  const line = page.split('\n').find((each) => each.startsWith(`| ${first} |`)) ?? '';
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
}

describe('the page of the figures', () => {
  it('is short', () => {
    expect(page.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(2_300);
  });

  it('names only parts that the bench has', () => {
    const named = [...page.matchAll(/npm run bench -- ([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !Object.hasOwn(PARTS, name))).toEqual([]);
  });

  it('has the calls of one event and of a sweep that are counted', async () => {
    const few = await countEvent(50);
    expect(rowOf('the event: IAM calls')).toEqual(Array(4).fill(String(few.event.iam)));
    expect(rowOf('calls of IAM, one event')).toEqual(Array(2).fill(String(few.event.iam)));
    expect(rowOf('a sweep: IAM calls')[0]).toBe(String(few.sweep.iam));
    expect(rowOf('the event in 0.1: IAM calls')[0]).toBe(String(few.eventIn01.iam));
    // N + 2⌈N/1000⌉ + 3k
    expect(rowOf('calls of IAM, one sweep')).toEqual([100 + 2 + 3, 5_000 + 10 + 150].map(String));
  });

  it('has the calls of a remediation that are counted', async () => {
    for (const [act, { iam, dynamodb, config }] of Object.entries(await countRemediation())) {
      const [ofIam, , ...others] = rowOf(act);
      expect([ofIam, ...others]).toEqual([iam, dynamodb, config].map(String));
    }
  });
});
