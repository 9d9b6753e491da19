import { describe, expect, it } from 'vitest';
import type { LocatedEvent } from '../../../../../bin/commands/explain/key-uses/evidence.ts';
import { replacementsOf } from '../../../../../bin/commands/explain/key-uses/replacements.ts';
import { usesOf } from '../../../../../bin/commands/explain/key-uses/uses.ts';
import { KEY } from '../../../../support/users.ts';
import { anEvent } from './events.ts';

const signsOf = (event: Partial<LocatedEvent>) =>
  replacementsOf([{ accessKeyId: KEY.a, uses: usesOf([anEvent({ userAgent: '', ...event })]) }]).map(
    ({ sign }) => sign,
  );

const agentOf = (userAgent: string) => ({ userAgent });

const STS = { service: 'sts.amazonaws.com', action: 'AssumeRole' };

describe('the signs in a use', () => {
  it.each<[string, Partial<LocatedEvent>, readonly string[]]>([
    [
      'GitHub’s action for credentials',
      agentOf('aws-sdk-js/3.840.0 configure-aws-credentials-for-github-actions'),
      ['GitHubActions'],
    ],
    ['a function', agentOf('Boto3/1.40.40 exec-env/AWS_Lambda_python3.12'), ['Lambda']],
    ['a task in ECS', agentOf('aws-sdk-java/2.31.9 exec-env/AWS_ECS_FARGATE'), ['ECS']],
    ['CloudShell', agentOf('aws-cli/2.31.0 exec-env/CloudShell'), ['CloudShell']],
    ['a VPC endpoint', { vpcEndpointId: 'vpce-1' }, ['VpcEndpoint']],
    ['a service of AWS', { sourceAddress: 'cloudformation.amazonaws.com' }, ['ServiceOfAws']],
    ['a name that only begins like one', { sourceAddress: 'x.amazonaws.com.example' }, []],
    ['a role that is assumed', STS, ['TemporaryCredentials']],
    ['a role that is never assumed, since it is denied', { ...STS, errorCode: 'AccessDenied' }, []],
    ['another call of STS', { ...STS, action: 'GetCallerIdentity' }, []],
    ['Terraform', agentOf('APN/1.0 HashiCorp/1.0 Terraform/1.13.3'), ['Terraform']],
    ['macOS, newer agents', agentOf('aws-cli/2.31.0 os/macos#24.6.0'), ['PersonalComputer']],
    ['macOS, older agents', agentOf('aws-cli/2.2.10 Python/3.8.8 Darwin/20.4.0'), ['PersonalComputer']],
    ['Windows, SDK for JavaScript', agentOf('aws-sdk-js/3.840.0 os/win32#10.0'), ['PersonalComputer']],
    ['Linux', agentOf('Boto3/1.40.40 os/linux#6.1.0'), []],
    ['no agent', {}, []],
  ])('%s', (_, event, signs) => {
    expect(signsOf(event)).toEqual([...signs, 'Any']);
  });
});

describe('what may do away with the keys', () => {
  it('names the keys with the sign, and only them', () => {
    const uses = usesOf([anEvent({ vpcEndpointId: 'vpce-1' })]);
    const replacements = replacementsOf([
      { accessKeyId: KEY.a, uses: [] },
      { accessKeyId: KEY.b, uses },
    ]);
    expect(replacements.map(({ sign, accessKeyIds }) => [sign, accessKeyIds])).toEqual([
      ['VpcEndpoint', [KEY.b]],
      ['Any', []],
    ]);
  });

  it('never claims more than a sign shows, and refers to AWS’s documentation', () => {
    const agents =
      'configure-aws-credentials-for-github-actions exec-env/AWS_Lambda_ exec-env/AWS_ECS_ Darwin/';
    const uses = usesOf([
      anEvent({
        ...STS,
        userAgent: `${agents} exec-env/CloudShell Terraform/`,
        vpcEndpointId: 'vpce-1',
        sourceAddress: 'x.amazonaws.com',
      }),
    ]);
    const replacements = replacementsOf([{ accessKeyId: KEY.a, uses }]);
    expect(replacements).toHaveLength(10);
    for (const { sign, meaning, documentation } of replacements) {
      expect(documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
      // An exchange of the key is a fact in the events.
      if (!['Any', 'TemporaryCredentials'].includes(sign)) expect(meaning).toMatch(/\bmay\b/);
    }
  });
});
