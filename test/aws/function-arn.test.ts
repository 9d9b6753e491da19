import { describe, expect, it } from 'vitest';
import { MalformedFunctionArnError } from '../../aws/errors.ts';
import { environmentOf } from '../../aws/function-arn.ts';

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';
const HERE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

describe('the account and the Region of a function', () => {
  it.each([
    [ARN, HERE],
    [`${ARN}:$LATEST`, HERE],
    [`${ARN}:live`, HERE],
    [
      ARN.replace('aws:lambda:us-east-1', 'aws-cn:lambda:cn-north-1'),
      { ...HERE, partition: 'aws-cn', region: 'cn-north-1' },
    ],
    [
      ARN.replace('aws:lambda:us-east-1', 'aws-us-gov:lambda:us-gov-west-1'),
      { ...HERE, partition: 'aws-us-gov', region: 'us-gov-west-1' },
    ],
    [
      ARN.replace('aws:lambda:us-east-1', 'aws-eusc:lambda:eusc-de-east-1'),
      { ...HERE, partition: 'aws-eusc', region: 'eusc-de-east-1' },
    ],
  ])('are in the ARN %s', (arn, environment) => {
    expect(environmentOf(arn)).toEqual(environment);
  });

  it.each([
    '',
    'one-active-key-rule',
    '111122223333:one-active-key-rule',
    'arn:aws:lambda',
    ARN.replace('arn:aws', 'arn:'),
    ARN.replace('us-east-1', ''),
    ARN.replace('111122223333', ''),
    ARN.replace('111122223333', '11112222333'),
    ARN.replace('lambda', 'iam'),
    ARN.replace('function', 'layer'),
    ARN.replace('one-active-key-rule', ''),
    `x${ARN}`,
    `${ARN} `,
    `${ARN}:live:x`,
  ])('are not read from %j', (arn) => {
    expect(() => environmentOf(arn)).toThrow(new MalformedFunctionArnError(arn));
  });

  it('say what was expected and what came instead', () => {
    expect(() => environmentOf('arn:aws:lambda')).toThrow(
      'expected the ARN of a function, arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME; received "arn:aws:lambda"',
    );
  });
});
