import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countEvent } from '../../bench/calls/event.ts';
import { evaluationsIn, mostEvaluations } from '../../bench/cost/bill.ts';
import { priceOf } from '../../bench/cost/price.ts';
import { countRecorded } from '../../bench/cost/recorded.ts';
import { billOf } from '../../bench/cost/tables.ts';
import { MAX_CLAIMS } from '../../ledger/evaluations/transitions.ts';

describe('evaluations recorded in a first and in a second run of 300 users, 100 of them with two keys', () => {
  it.each([
    ['All', [300, 300]],
    ['Changes', [300, 100]],
  ] as const)('%s: %j', async (reporting, recorded) => {
    expect(await countRecorded(300, 1 / 3, reporting)).toEqual(recorded);
    const month = { users: 300, nonCompliant: 100, sweepsPerDay: 1, changesPerDay: 0, reporting };
    expect(evaluationsIn(month)).toBe(recorded[0] + 29 * recorded[1]);
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

const read = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
const page = read('deploy');

/** The cells of each row whose first cell is this, without it and without the commas of thousands. */
const rows = (first: string): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith(`| ${first} |`))
    .map((line) => line.split('|').slice(2, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll(/(?<=\d),(?=\d{3})/g, '')));

describe('the bill on the page', () => {
  it.each([60, 100, 500, 5_000])('%i users: daily and hourly, All and Changes', (users) => {
    expect(rows(users.toLocaleString('en'))).toEqual([billOf(users, [1, 10, 100])]);
  });

  it.each([
    ['change one user', mostEvaluations(1)],
    ['tag every user', mostEvaluations(MAX_CLAIMS)],
  ])('at most, by whoever may %s', (who, evaluations) => {
    const [[, ...cells] = []] = rows(who);
    expect(cells).toEqual([`${evaluations}`, priceOf(evaluations).toFixed(0)]);
  });

  it('DynamoDB: what one change writes and reads, and the price of a million changes', async () => {
    const { dynamodbWrites: writes, dynamodbReads: reads } = (await countEvent(50)).event;
    const millionChanges = (writes * 1.25 + reads * 0.25).toFixed(2);
    expect(page).toContain(
      `${millionChanges} USD for a million changes, each of which writes ${writes} items and reads ${reads}`,
    );
    expect(read('ledger')).toContain(
      `100,000 changes, each in a minute of its own, cost ${(Number(millionChanges) / 10).toFixed(2)} USD`,
    );
  });
});
