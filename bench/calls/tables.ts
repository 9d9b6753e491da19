import { printRow, printTableHeader } from '../table.ts';
import { type Calls, countCalls } from './count.ts';
import { type Cost, countEvent } from './event.ts';

/** Prints what one event costs, beside a sweep of the same account and version 0.1. */
export async function printEvents(sizes: readonly number[]): Promise<void> {
  const columns = ['IAM', 'Config', 'DynamoDB: writes, reads', 'evaluations'];
  printTableHeader('One event, CreateAccessKey; 1 % of the users with two keys', [
    'users',
    ...columns.map((name) => `event: ${name}`),
    'event: Scheduler',
    ...columns.map((name) => `sweep: ${name}`),
    'event in 0.1: IAM',
    'event in 0.1: evaluations',
  ]);
  for (const users of sizes) {
    const { event, sweep, eventIn01 } = await countEvent(users);
    const { iam, evaluations } = eventIn01;
    printRow([users, ...cellsOf(event), event.scheduler, ...cellsOf(sweep), iam, evaluations]);
  }
}

const cellsOf = ({ iam, config, dynamodbWrites, dynamodbReads, evaluations }: Cost) => [
  iam,
  config,
  `${dynamodbWrites}, ${dynamodbReads}`,
  evaluations,
];

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
