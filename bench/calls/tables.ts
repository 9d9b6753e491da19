import { printRow, printTableHeader } from '../table.ts';
import { type Calls, countCalls } from './count.ts';
import { type Cost, countEvent, type EventCosts } from './event.ts';

/**
 * Prints what one event costs, beside a sweep of the same account and version 0.1; a column for each number
 * of users.
 */
export async function printEvents(sizes: readonly number[]): Promise<void> {
  const costs: EventCosts[] = [];
  for (const users of sizes) costs.push(await countEvent(users));
  printTableHeader('One event, CreateAccessKey; 1 % of the users with two keys', [
    '',
    ...sizes.map((users) => `${users} users`),
  ]);
  for (const [name, cell] of Object.entries(EVENT_ROWS)) printRow([name, ...costs.map(cell)]);
}

const EVENT_ROWS: Readonly<Record<string, (costs: EventCosts) => string | number>> = {
  'the event: IAM calls': ({ event }) => event.iam,
  'the event: evaluations': ({ event }) => event.evaluations,
  'the event: calls of Config': ({ event }) => event.config,
  'the event: writes, reads of DynamoDB': ({ event }) => ofLedger(event),
  'the event: calls of Scheduler': ({ event }) => event.scheduler,
  'a sweep: IAM calls': ({ sweep }) => sweep.iam,
  'a sweep: evaluations': ({ sweep }) => sweep.evaluations,
  'a sweep: calls of Config': ({ sweep }) => sweep.config,
  'a sweep: writes, reads of DynamoDB': ({ sweep }) => ofLedger(sweep),
  'the event in 0.1: IAM calls': ({ eventIn01 }) => eventIn01.iam,
  'the event in 0.1: evaluations': ({ eventIn01 }) => eventIn01.evaluations,
};

const ofLedger = ({ dynamodbWrites, dynamodbReads }: Cost) => `${dynamodbWrites}, ${dynamodbReads}`;

/** Prints the calls of a first and of a second evaluation. */
export async function printCalls(sizes: readonly number[]): Promise<void> {
  printTableHeader('Calls of one evaluation, a third of the users with two keys', [
    'users',
    'first',
    'second',
    'of the second',
  ]);
  for (const users of sizes) {
    const [first, second] = await countCalls(users, 1 / 3);
    const parts = Object.entries(second).map(([name, count]) => `${name} ${count}`);
    printRow([users, sum(first), sum(second), parts.join(', ')]);
  }
}

function sum(calls: Calls): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}
