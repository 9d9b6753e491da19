import { describe, expect, it } from 'vitest';
import { packYaml } from '../../infra/pack.ts';
import { packComplaints } from '../support/pack-rules.ts';

const ROLE = 'arn:aws:iam::123456789012:role/one-active-key-automation';
const pack = packYaml({ accountId: '123456789012', partition: 'aws' });

/** The pack with one thing replaced; throws if it is not there, since then the sample would prove nothing. */
function broken(part: string, by: string): string {
  if (!pack.includes(part)) throw new Error(`Expected ${part} in the pack`);
  return pack.replaceAll(part, by);
}

describe('Config takes the pack', () => {
  it.each(['aws', 'aws-us-gov', 'aws-cn'])('in %s', (partition) => {
    expect(packComplaints(packYaml({ accountId: '111122223333', partition }))).toEqual([]);
  });
});

describe('Config would not take a pack', () => {
  const parameters = Array.from({ length: 60 }, (_, n) => `  P${n}: {Type: String, Default: x}\n`).join('');
  it.each([
    [
      'with a Ref for the name of the rule',
      broken('ConfigRuleName: iam-user-one-active-access-key', 'ConfigRuleName: !Ref ConfigRule'),
      [
        'ConfigRule: ConfigRuleName is not written out',
        'RemediateConfiguration: ConfigRuleName is not written out',
      ],
    ],
    [
      'with a Sub for the automation role',
      broken(ROLE, '!Sub "arn:aws:iam::${AWS::AccountId}:role/one-active-key-automation"'),
      ['RemediateConfiguration: AutomationAssumeRole is not written out'],
    ],
    [
      'with an empty automation role',
      broken(ROLE, '""'),
      ['RemediateConfiguration: AutomationAssumeRole is not written out'],
    ],
    [
      'with another type of resource',
      broken('Type: AWS::Config::ConfigRule', 'Type: AWS::Lambda::Function'),
      ['ConfigRule: AWS::Lambda::Function is not allowed'],
    ],
    [
      'with 68 parameters',
      broken('Parameters:\n  Sel', `Parameters:\n${parameters}  Sel`),
      ['68 parameters'],
    ],
    ['of 51,201 bytes', pack.padEnd(51_201, '#'), ['51201 bytes']],
  ])('%s', (_, text, complaints) => {
    expect(packComplaints(text)).toEqual(complaints);
  });
});
