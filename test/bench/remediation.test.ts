import { expect, it } from 'vitest';
import { countRemediation } from '../../bench/remediation/count.ts';

it('the bench counts the calls of a remediation of a user with two keys', async () => {
  expect(await countRemediation()).toEqual({
    deactivation: { iam: 9, dynamodb: 18, config: 2 },
    undo: { iam: 8, dynamodb: 19, config: 2 },
    'undo after a day': { iam: 9, dynamodb: 19, config: 2 },
    'deletion of a soaked key': { iam: 10, dynamodb: 8, config: 0 },
  });
});
