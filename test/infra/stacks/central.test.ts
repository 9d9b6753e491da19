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
  it('is encrypted only with a key of the customer: roles of other accounts cannot use the key of AWS for SNS', () => {
    expect(onlyResource(central(), 'AWS::SNS::Topic').properties).not.toHaveProperty('KmsMasterKeyId');
    const encrypted = onlyResource(central({ KmsKeyArn: KEY }), 'AWS::SNS::Topic');
    expect(encrypted.properties).toMatchObject({ KmsMasterKeyId: KEY });
  });

  it('is the only resource beside its policy', () => {
    expect(Object.keys(central().resources)).toEqual(['CentralTopic', 'CentralPolicy']);
  });

  it('has one resource in its policy: itself', () => {
    expect(statementsOf().map(({ Sid }) => Sid)).toEqual(['MessagesOfTheOrganization', 'OnlyWithTls']);
    const resources = new Set(statementsOf().map(({ Resource }) => Resource));
    expect([...resources]).toEqual([central().outputs['TopicArn']]);
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('takes messages of its own partition: %s, %s', (partition, region) => {
    const { resources } = deploy(TEMPLATE, { partition, region, parameters: ORGANIZATION });
    const text = JSON.stringify(resources['CentralPolicy']);
    const arns = Array.from(text.matchAll(/"(arn:[^"]*)"/g), ([, arn]) => arn);
    expect(new Set(arns)).toEqual(
      new Set([
        `arn:${partition}:sns:${region}:111122223333:OneActiveKeyCentral-CentralTopic-1A2B3C4D5E6F`,
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
