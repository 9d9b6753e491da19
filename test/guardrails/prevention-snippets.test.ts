import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';
import { snippet } from './prevention-page.ts';
import { loadPolicy } from './rego.ts';
import { block, key, planOf } from './terraform-plans.ts';

describe('the key of the CloudFormation snippet', () => {
  it('is one key, whose secret goes to Secrets Manager and into no output', () => {
    const reference = ['!Ref', '!Sub'].map((tag) => ({ tag, resolve: (text: string) => `${tag} ${text}` }));
    const { Resources, ...others } = parseYaml(snippet('yaml'), { customTags: reference });
    const types = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types).toEqual(['AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::SecretsManager::Secret']);
    expect(Resources.Key.Properties).toEqual({ UserName: '!Ref Deploy' });
    const [, json = ''] = /^!Sub (.*)$/.exec(Resources.Secret.Properties.SecretString) ?? [];
    expect(JSON.parse(json)).toEqual({ accessKeyId: `\${Key}`, secretAccessKey: `\${Key.SecretAccessKey}` });
    expect(others).toEqual({});
  });
});

describe('the key of the Terraform snippet', () => {
  const judge = loadPolicy();

  it('is one key, which names its user and whose secret goes to Secrets Manager', async () => {
    const { resource, ...others } = await parseHcl('main.tf', snippet('hcl'));
    expect(others).toEqual({});
    expect(resource).toEqual({
      aws_iam_user: { deploy: [{ name: 'deploy' }] },
      aws_iam_access_key: { deploy: [{ user: `\${aws_iam_user.deploy.name}` }] },
      aws_secretsmanager_secret: { deploy: [{ name: 'deploy-access-key' }] },
      aws_secretsmanager_secret_version: {
        deploy: [
          {
            secret_id: `\${aws_secretsmanager_secret.deploy.id}`,
            secret_string: expect.stringMatching(
              /^\$\{jsonencode\(\{\s+accessKeyId\s+= aws_iam_access_key\.deploy\.id\s+secretAccessKey = aws_iam_access_key\.deploy\.secret\s+\}\)\}$/,
            ),
          },
        ],
      },
    });
  });

  const planned = (address: string) => key({ address, after: { status: 'Active', user: 'deploy' } });
  const ofUser = (name: string) => block(name, ['aws_iam_user.deploy.name', 'aws_iam_user.deploy']);

  it('is accepted by the policy, which warns of the secret in the state as the page does', () => {
    const plan = planOf([planned('aws_iam_access_key.deploy')], { resources: [ofUser('deploy')] });
    expect(judge(plan)).toEqual({
      deny: [],
      warn: [expect.stringContaining('is in the state in plain text')],
    });
  });

  it('is refused beside a second one', () => {
    const keys = ['aws_iam_access_key.deploy', 'aws_iam_access_key.second'].map(planned);
    const plan = planOf(keys, { resources: [ofUser('deploy'), ofUser('second')] });
    expect(judge(plan).deny).toEqual([expect.stringContaining('2 active access keys')]);
  });
});

describe('the other snippets', () => {
  it('the service control policy is the file', () => {
    expect(snippet('json')).toBe(readFileSync('guardrails/no-new-access-keys.scp.json', 'utf8'));
  });

  it('the line for cron has a time, and no percent sign, which cron would take for the end of the command', () => {
    expect(snippet('crontab')).toMatch(/^\d+ \d+ \* \* \* {2}cd \S+ && npx one-active-key verify [^%]+\n$/);
  });

  it('its command writes nothing but the file, so that cron mails only what echo writes', async () => {
    const [, command = ''] = /npx one-active-key (.*?) \|\|/.exec(snippet('crontab')) ?? [];
    const file = join(emptyFolder(), 'verify.csv');
    const args = [...command.replace('verify.csv', file).split(' '), '--sandbox'];
    expect(await run(args)).toEqual({ code: 3, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toContain('NON_COMPLIANT');
  });
});
