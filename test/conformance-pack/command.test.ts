import { describe, expect, it } from 'vitest';
import { readPackArguments } from '../../infra/pack/pack-arguments.ts';

describe('the arguments of the pack command', () => {
  it.each([
    [['--account', '123456789012'], { accountId: '123456789012', partition: 'aws' }],
    [['--account=123456789012', '--partition=aws-cn'], { accountId: '123456789012', partition: 'aws-cn' }],
  ])('%j', (args, environment) => {
    expect(readPackArguments(args)).toEqual(environment);
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
    [['--region', 'us-east-1'], "Unknown option '--region'"],
    [['123456789012'], 'Unexpected argument'],
    [['--account'], 'argument missing'],
  ])('%j is refused', (args, message) => {
    expect(() => readPackArguments(args)).toThrow(message);
  });
});
