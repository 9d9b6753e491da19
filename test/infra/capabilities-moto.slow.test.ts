import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toYaml } from '../../infra/templates/template.ts';
import { type Parameters, SENSIBLE, TOPIC, titleOf } from '../support/capabilities.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const template = templateOf('OneActiveKey');
const TemplateBody = toYaml(template);
const StackName = 'OneActiveKey';

/**
 * The types of resources that moto does not create; test/infra/stacks/capabilities.test.ts has all of them.
 */
const NOT_IN_MOTO: readonly string[] = [
  'AWS::CloudWatch::Alarm',
  'AWS::Config::ConfigRule',
  'AWS::Config::RemediationConfiguration',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::MetricFilter',
  'AWS::Scheduler::ScheduleGroup',
];

/** moto's account, which differs from that of the other tests. */
const ACCOUNT = '123456789012';

/** A combination with the topic of moto's account in place of that of the other tests. */
const inMoto = ({ NotificationTopicArn, ...others }: Parameters) => ({
  ...others,
  NotificationTopicArn:
    NotificationTopicArn === TOPIC ? TOPIC.replace('111122223333', ACCOUNT) : NotificationTopicArn,
});

/** Without those that differ in alarms only, which moto does not create. */
const COMBINATIONS = SENSIBLE.filter(({ Alarms }) => Alarms === 'Always');

// moto is an independent implementation of conditions; every combination is a stack of its own.
describe.skipIf(!hasMoto())('every combination of capabilities, deployed by moto', () => {
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

  it.each(COMBINATIONS.map((each) => [titleOf(each), inMoto(each)] as const))('%s', async (_, parameters) => {
    const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    await client.send(
      new CreateStackCommand({
        StackName,
        TemplateBody,
        Parameters,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName }));
    await client.send(new DeleteStackCommand({ StackName }));
    // moto lists a resource that it does not create without an id.
    const created = StackResources.filter(({ LogicalResourceId }) => LogicalResourceId !== undefined).map(
      ({ LogicalResourceId, ResourceType }) => `${LogicalResourceId} ${ResourceType}`,
    );
    const expected = Object.entries(deploy(template, { parameters, accountId: ACCOUNT }).resources)
      .filter(([, { type }]) => !NOT_IN_MOTO.includes(type))
      .map(([id, { type }]) => `${id} ${type}`);
    expect(created.toSorted()).toEqual(expected.toSorted());
  });
});
