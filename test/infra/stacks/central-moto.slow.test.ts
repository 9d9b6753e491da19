import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toYaml } from '../../../infra/templates/template.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../../support/moto.ts';

const StackName = 'OneActiveKeyCentral';
const TemplateBody = toYaml(templateOf('OneActiveKeyCentral'));

// Compares moto, an independent implementation of CloudFormation, with `deploy`, which the other tests use.
describe.skipIf(!hasMoto())('the central topic, deployed by moto', () => {
  let moto: Moto;
  let client: CloudFormationClient;

  beforeAll(async () => {
    moto = await startMoto();
    client = new CloudFormationClient(moto.settings);
  });

  afterAll(async () => {
    client.destroy();
    await moto.end();
  });

  it.each([
    ['with the defaults', {}],
    ['with a key', { KmsKeyArn: 'alias/ours' }],
  ])('%s', async (_, parameters) => {
    const given = { OrganizationId: 'o-a1b2c3d4e5', ...parameters };
    const Parameters = Object.entries(given).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    await client.send(new CreateStackCommand({ StackName, TemplateBody, Parameters }));
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName }));
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    await client.send(new DeleteStackCommand({ StackName }));
    // moto lists a resource that it does not create, here the policy, without a type.
    expect(StackResources.map(({ ResourceType }) => ResourceType)).toEqual(['AWS::SNS::Topic', undefined]);
    const outputs = (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
    const { TopicArn, Subscribe } = Object.fromEntries(outputs);
    expect(TopicArn).toMatch(/^arn:aws:sns:us-east-1:123456789012:OneActiveKeyCentral-CentralTopic-\w+$/);
    expect(Subscribe).toContain(` --topic-arn ${TopicArn} `);
  });
});
