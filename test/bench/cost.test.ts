import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { priceOf } from '../../bench/cost/price.ts';
import { countRecorded } from '../../bench/cost/recorded.ts';

describe('evaluations recorded in a first and in a second run of 300 users, 100 of them with two keys', () => {
  it.each([
    ['All', [300, 300]],
    ['Changes', [300, 100]],
  ] as const)('%s: %j', async (reporting, recorded) => {
    expect(await countRecorded(300, 1 / 3, reporting)).toEqual(recorded);
  });
});

describe('the price of a month of evaluations', () => {
  it.each([
    [0, 0],
    [100_000, 100],
    [100_001, 100.0008],
    [500_000, 420],
    [3_600_000, 1_970],
  ])('%i: %f USD', (evaluations, price) => {
    expect(priceOf(evaluations)).toBeCloseTo(price, 6);
  });
});

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const DAYS = 30;

/** The cells of the row that begins with this text, as numbers. */
function row(beginning: string): number[] {
  const line = page.split('\n').find((each) => each.startsWith(`| ${beginning} |`)) ?? '';
  const cells = line.split('|').slice(2, -1);
  return cells.map((cell) => Number(cell.replaceAll(/,| USD| or less|\s/g, '')));
}

describe('the bills on the page', () => {
  it.each([50, 500, 5_000])('%i users: daily, every six hours, hourly', (users) => {
    const [daily, sixHourly, hourly, , everyMinute] = row(users.toLocaleString('en'));
    const ofRuns = (runs: number) => Math.round(priceOf(users * runs) * 100) / 100;
    expect({ daily, sixHourly, hourly, everyMinute }).toEqual({
      daily: ofRuns(DAYS),
      sixHourly: ofRuns(DAYS * 4),
      hourly: ofRuns(DAYS * 24),
      everyMinute: ofRuns(DAYS * 24 * 60),
    });
  });

  it.each([
    ['1 %', 50],
    ['30 %', 1_500],
  ])('5,000 users hourly, %s NON_COMPLIANT: All and Changes', (share, nonCompliant) => {
    const runs = DAYS * 24;
    const changes = 5_000 + (runs - 1) * nonCompliant;
    expect(row(share)).toEqual([
      5_000 * runs,
      Math.round(priceOf(5_000 * runs)),
      changes,
      Math.round(priceOf(changes)),
    ]);
  });
});
