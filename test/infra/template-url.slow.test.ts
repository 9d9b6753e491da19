import {
  CloudFormationClient,
  CreateStackCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeleteStackCommand,
  DescribeStackInstanceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toYaml } from '../../infra/templates/template.ts';
import { NAMES } from '../../product/names.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const CAPABILITIES = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

/** moto accepts any signature; a request without one is anonymous. */
const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';

// The AWS CLI with --s3-bucket, the console, CDK and StackSets all pass the template as the URL of an object
// in a bucket.
describe.skipIf(!hasMoto())('the account template, deployed by its URL', () => {
  let moto: Moto;
  let client: CloudFormationClient;
  let iam: IAMClient;
  let TemplateURL: string;

  beforeAll(async () => {
    moto = await startMoto();
    // moto takes the bucket from the path of a URL only if the host is localhost.
    const bucket = `${moto.settings.endpoint.replace('127.0.0.1', 'localhost')}/bucket`;
    TemplateURL = `${bucket}/one-active-key.template.yaml`;
    client = new CloudFormationClient(moto.settings);
    iam = new IAMClient(moto.settings);
    const headers = { Authorization: SIGNATURE };
    await fetch(bucket, { method: 'PUT', headers });
    const body = toYaml(templateOf('OneActiveKey'));
    expect((await fetch(TemplateURL, { method: 'PUT', headers, body })).status).toBe(200);
  });

  afterAll(async () => {
    client.destroy();
    iam.destroy();
    await moto.end();
  });

  it('as a stack', async () => {
    const StackName = 'OneActiveKey';
    await client.send(new CreateStackCommand({ StackName, TemplateURL, ...CAPABILITIES }));
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks[0]?.StackStatus).toBe('CREATE_COMPLETE');
    // The names of the roles are fixed, and IAM is global: a second stack in another Region would fail.
    await client.send(new DeleteStackCommand({ StackName }));
  });

  it('as a StackSet, to one Region of an account', async () => {
    const StackSetName = 'one-active-key';
    const instance = { StackSetName, StackInstanceAccount: '123456789012', StackInstanceRegion: 'eu-west-1' };
    const Parameters = [{ ParameterKey: 'Remediation', ParameterValue: 'None' }];
    await client.send(new CreateStackSetCommand({ StackSetName, TemplateURL, Parameters, ...CAPABILITIES }));
    await client.send(
      new CreateStackInstancesCommand({ StackSetName, Accounts: ['123456789012'], Regions: ['eu-west-1'] }),
    );
    const { StackInstance } = await client.send(new DescribeStackInstanceCommand(instance));
    expect(StackInstance?.Status).toBe('CURRENT');
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    const names = Roles.map(({ RoleName }) => RoleName).filter((name) => name?.startsWith('one-active-key-'));
    expect(names.toSorted()).toEqual([NAMES.reevaluationFunction, NAMES.ruleFunction, NAMES.schedulerRole]);
  });
});
