import { describe, expect, it } from 'vitest';
import { parsePackArguments } from '../../infra/pack/pack-arguments.ts';

/** The longest role path, with which the ARN of the automation role has 256 characters in GovCloud. */
const LONGEST = `/${'r'.repeat(192)}/`;

describe('the arguments of the pack command', () => {
  it.each([
    [['--account', '123456789012'], { accountId: '123456789012', partition: 'aws', rolePath: '/' }],
    [
      ['--account=123456789012', '--partition=aws-cn', '--role-path=/security/keys/'],
      { accountId: '123456789012', partition: 'aws-cn', rolePath: '/security/keys/' },
    ],
    [
      ['--account', '123456789012', '--role-path', LONGEST],
      { accountId: '123456789012', partition: 'aws', rolePath: LONGEST },
    ],
  ])('%j', (args, environment) => {
    expect(parsePackArguments(args)).toEqual(environment);
  });

  it.each([
    [[], '--account: expected an account id of twelve digits; received nothing'],
    [['--account', ''], 'received nothing'],
    [['--account', '1234567890123'], 'received 1234567890123'],
    [['--account', '12345678901a'], 'received 12345678901a'],
    [['--account', '123456789012\n'], 'twelve digits'],
    [['--account', ' 123456789012'], 'twelve digits'],
    [['--account', '１２３４５６７８９０１２'], 'twelve digits'],
    [
      ['--account', '123456789012', '--partition', 'gov'],
      '--partition: expected aws, aws-cn, aws-us-gov or the like; received gov',
    ],
    [['--account', '123456789012', '--partition', 'aws:x'], 'received aws:x'],
    [['--account', '123456789012', '--partition', ''], '--partition: expected'],
    [
      ['--account', '123456789012', '--role-path', 'security'],
      '--role-path: expected /, or a path of letters, digits and +=,.@_- between slashes such as /team/; received "security"',
    ],
    [['--account', '123456789012', '--role-path', ''], 'received ""'],
    [['--account', '123456789012', '--role-path', '/team/\n'], '--role-path: expected /'],
    [['--account', '123456789012', '--role-path', '/${AWS::AccountId}/'], '--role-path: expected /'],
    [
      ['--account', '123456789012', '--role-path', `${LONGEST}x/`],
      '--role-path: expected at most 194 characters, since AWS Config accepts at most 256 for the ARN of the automation role; received 196',
    ],
    [['--account', '123456789012', '--account', '111122223333'], '--account: expected once; received twice'],
    [['--region', 'us-east-1'], "Unknown option '--region'"],
    [['123456789012'], 'Unexpected argument'],
    [['--account'], 'argument missing'],
  ])('%j is refused', (args, message) => {
    expect(() => parsePackArguments(args)).toThrow(message);
  });
});
