import { describe, expect, it } from 'vitest';
import { accepts } from '../../support/cloudformation/accepts.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import type { PolicyDocument, Statement } from '../../support/simulator.ts';

const TEMPLATE = templateOf('OneActiveKeyCentral');
const ORGANIZATION = { OrganizationId: 'o-a1b2c3d4e5' };
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const central = (parameters = {}) => deploy(TEMPLATE, { parameters: { ...ORGANIZATION, ...parameters } });

const statementsOf = (parameters = {}) => {
  const { PolicyDocument } = onlyResource(central(parameters), 'AWS::SNS::TopicPolicy').properties;
  return (PolicyDocument as PolicyDocument).Statement as readonly (Statement & { readonly Sid: string })[];
};

describe('the central topic', () => {
  it('is encrypted only with a key of the customer: CloudWatch cannot use the key of AWS for SNS', () => {
    expect(onlyResource(central(), 'AWS::SNS::Topic').properties).not.toHaveProperty('KmsMasterKeyId');
    const encrypted = onlyResource(central({ KmsKeyArn: KEY }), 'AWS::SNS::Topic');
    expect(encrypted.properties).toMatchObject({ KmsMasterKeyId: KEY });
  });

  it('is the only resource beside its policy', () => {
    expect(Object.keys(central().resources)).toEqual(['CentralTopic', 'CentralPolicy']);
  });

  it('has a statement for accounts only if some are named', () => {
    const always = ['AlarmsOfTheOrganization', 'MessagesOfTheOrganization', 'OnlyWithTls'];
    expect(statementsOf().map(({ Sid }) => Sid)).toEqual(always);
    const [first, ...others] = always;
    expect(statementsOf({ AlarmAccounts: '222222222222' }).map(({ Sid }) => Sid)).toEqual([
      first,
      'AlarmsOfAccounts',
      ...others,
    ]);
  });

  it('has a policy within SNS’s limits for the most accounts: 30 kB, one resource', () => {
    const AlarmAccounts = Array.from({ length: 315 }, () => '222222222222').join(',');
    const statements = statementsOf({ AlarmAccounts });
    expect(Buffer.byteLength(JSON.stringify(statements))).toBeLessThan(30_000);
    const resources = new Set(statements.map(({ Resource }) => Resource));
    expect([...resources]).toEqual([central().outputs['TopicArn']]);
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('takes alarms of its own partition and Region: %s, %s', (partition, region) => {
    const { resources } = deploy(TEMPLATE, { partition, region, parameters: ORGANIZATION });
    const text = JSON.stringify(resources['CentralPolicy']);
    const arns = Array.from(text.matchAll(/"(arn:[^"]*)"/g), ([, arn]) => arn);
    expect(new Set(arns)).toEqual(
      new Set([
        `arn:${partition}:sns:${region}:111122223333:OneActiveKeyCentral-CentralTopic-1A2B3C4D5E6F`,
        `arn:${partition}:cloudwatch:${region}:*:alarm:one-active-key-*`,
        `arn:${partition}:iam::*:role/one-active-key-notification`,
        `arn:${partition}:iam::*:role/*/one-active-key-notification`,
      ]),
    );
  });

  it('is in the outputs, as an ARN that the parameter NotificationTopicArn takes, and with the command that subscribes', () => {
    const { TopicArn = '', Subscribe } = central().outputs;
    expect(() =>
      deploy(templateOf('OneActiveKey'), { parameters: { NotificationTopicArn: TopicArn } }),
    ).not.toThrow();
    expect(accepts('OneActiveKey', 'NotificationTopicArn', TopicArn)).toBe(true);
    expect(Subscribe).toBe(
      `aws sns subscribe --region us-east-1 --topic-arn ${TopicArn} --protocol email --notification-endpoint ADDRESS`,
    );
  });
});
