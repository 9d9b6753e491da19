import { describe, expect, it } from 'vitest';
import { checkRows } from '../../../../bin/decisions/check/check-rows.ts';
import { aRow, NEW, placed } from '../rows.ts';
import {
  anAccount,
  type Case,
  KEEP,
  left,
  ONLY_NEW,
  refusal,
  refusedCase,
  testCases,
  theUser,
  UNTIL,
} from './row-cases.ts';

const CASES: readonly Case[] = [
  refusedCase(
    'both',
    aRow({ keep: NEW, exemptUntil: UNTIL, reason: 'x' }),
    anAccount([theUser()]),
    'keep and exemptUntil are both filled in; expected one of them.',
  ),
  [
    'neither',
    aRow({ reason: 'no idea', keep: ' ' }),
    anAccount([theUser()]),
    { kind: 'undecided' },
    left(/^nobody has decided/),
  ],
  [
    'neither, of a user that complies by now',
    aRow(),
    anAccount([ONLY_NEW]),
    { kind: 'undecided' },
    { result: 'done', reason: '1 active access key.' },
  ],
  refusedCase(
    'another account',
    aRow({ keep: NEW, accountId: '444455556666' }),
    anAccount([theUser()]),
    'the row is about account 444455556666; the account of this command is 111122223333.',
  ),
  refusedCase(
    'a user that could not be read',
    KEEP,
    anAccount([], { unread: new Map([['AIDAALICE0000EXAMPLE', 'AccessDenied']]) }),
    'the user could not be read: AccessDenied.',
  ),
  [
    'a user that was deleted',
    KEEP,
    anAccount([]),
    refusal(
      'no user of account 111122223333 has the id AIDAALICE0000EXAMPLE: the user was deleted, or the row is about another account.',
    ),
    { result: 'done', reason: 'no user of account 111122223333 has the id AIDAALICE0000EXAMPLE any more.' },
  ],
  [
    'a user that was deleted and created again',
    KEEP,
    anAccount([theUser(undefined, { userId: 'AIDAALICE0002EXAMPLE' })]),
    refusal(/another account\. The user alice of now is another one, AIDAALICE0002EXAMPLE\.$/),
    { result: 'left', reason: expect.stringMatching(/another one, AIDAALICE0002EXAMPLE\.$/) },
  ],
];

describe('a row, against the account as it is now', () => {
  testCases(CASES);

  it('has the name of now', () => {
    const account = anAccount([theUser(undefined, { userName: 'alice.b' })]);
    expect(
      checkRows([placed(KEEP), placed(aRow({ userId: 'AIDABOB000000EXAMPLE', userName: 'bob' }))], account),
    ).toMatchObject([{ userName: 'alice.b' }, { userName: 'bob' }]);
  });
});
