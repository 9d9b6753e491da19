import { printRow, printTableHeader } from '../table.ts';
import { ACTS, type Act, countRemediation } from './count.ts';

/** The calls of IAM in version 0.1, as its tests counted them; it had tags for a ledger. */
const IAM_IN_0_1: Readonly<Record<Act, number | ''>> = {
  deactivation: 13,
  undo: 10,
  'undo after a day': '',
  'deletion of a soaked key': 13,
};

/** Prints the calls of a remediation of a user with two keys. */
export async function printRemediation(): Promise<void> {
  const counted = await countRemediation();
  printTableHeader('A remediation of a user with two keys', ['', 'IAM', 'IAM in 0.1', 'DynamoDB', 'Config']);
  for (const act of ACTS) {
    const { iam, dynamodb, config } = counted[act];
    printRow([act, iam, IAM_IN_0_1[act], dynamodb, config]);
  }
}
