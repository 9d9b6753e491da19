import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetDocumentCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findParameter } from '../../aws/parameters.ts';
import { toYaml } from '../../infra/templates/template.ts';
import { type DeployedStack, deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const PARAMETERS = {
  NotificationTopicArn: 'arn:aws:sns:us-east-1:123456789012:security',
  PermissionsBoundaryName: 'bound',
  RolePath: '/security/',
  NearRealTime: 'true',
  ReviewerAccountId: '222222222222',
  ReviewerExternalId: 'review-2026',
};

interface RoleProperties {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly PermissionsBoundary: string;
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

// Compares moto, an independent implementation of CloudFormation, with `deploy`, which the other tests use.
describe.skipIf(!hasMoto())('the template of one account, deployed by moto', () => {
  let moto: Moto;
  let clients: { cloudFormation: CloudFormationClient; iam: IAMClient; ssm: SSMClient };
  const expected: DeployedStack = deploy(templateOf('OneActiveKey'), {
    parameters: PARAMETERS,
    accountId: '123456789012',
  });
  const stack = { StackName: 'OneActiveKey' };

  beforeAll(async () => {
    moto = await startMoto();
    clients = {
      cloudFormation: new CloudFormationClient(moto.settings),
      iam: new IAMClient(moto.settings),
      ssm: new SSMClient(moto.settings),
    };
    await clients.cloudFormation.send(
      new CreateStackCommand({
        ...stack,
        TemplateBody: toYaml(templateOf('OneActiveKey')),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Parameters: Object.entries(PARAMETERS).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    );
  });

  afterAll(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await moto.end();
  });

  it('is created, with the same role in its outputs', async () => {
    const { Stacks = [] } = await clients.cloudFormation.send(new DescribeStacksCommand(stack));
    expect(Stacks[0]?.StackStatus).toBe('CREATE_COMPLETE');
    const outputs = (Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]);
    expect(outputs).toContainEqual(['AutomationRoleArn', expected.outputs['AutomationRoleArn']]);
    expect(outputs).toContainEqual(['DryRun', expected.outputs['DryRun']]);
    expect(outputs).toContainEqual(['RunbookConsole', expected.outputs['RunbookConsole']]);
  });

  it('the parameter of the ledger has the name of its table', async () => {
    const { Stacks = [] } = await clients.cloudFormation.send(new DescribeStacksCommand(stack));
    const table = (Stacks[0]?.Outputs ?? []).find(
      ({ OutputKey }) => OutputKey === 'LedgerTable',
    )?.OutputValue;
    const Name = '/one-active-key/ledger-table';
    const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
    expect(table).toMatch(/^OneActiveKey-LedgerTable-/);
    expect(Parameter).toMatchObject({ Name, Type: 'String', Value: table });
  });

  it('the path holds the parameter of the ledger, and the pause once somebody has written it', async () => {
    const { ssm } = clients;
    const [ledger, pause] = ['/one-active-key/ledger-table', '/one-active-key/pause'];
    expect((await findParameter(ssm, ledger))?.Name).toBe(ledger);
    expect(await findParameter(ssm, pause)).toBeUndefined();
    await ssm.send(new PutParameterCommand({ Name: pause, Type: 'String', Value: 'an incident' }));
    for (let index = 0; index < 12; index += 1)
      await ssm.send(
        new PutParameterCommand({ Name: `/one-active-key/a${index}`, Type: 'String', Value: 'x' }),
      );
    expect(await findParameter(ssm, pause)).toMatchObject({ Value: 'an incident', Version: 1 });
    expect((await findParameter(ssm, pause))?.LastModifiedDate).toBeInstanceOf(Date);
  });

  const roles = expected
    .ofType('AWS::IAM::Role')
    .map(({ properties }) => properties as unknown as RoleProperties);
  it.each(roles)('role $RoleName: trust, boundary and policy', async (role) => {
    const { RoleName, Policies } = role;
    const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
    expect(decoded(Role?.AssumeRolePolicyDocument)).toEqual(role.AssumeRolePolicyDocument);
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(role.PermissionsBoundary);
    expect(Policies).toHaveLength(1);
    for (const { PolicyName, PolicyDocument } of Policies) {
      const policy = await clients.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      expect(withSampleName(decoded(policy.PolicyDocument))).toEqual(asInMoto(PolicyDocument));
    }
  });

  const documents = expected.ofType('AWS::SSM::Document').map(({ properties }) => properties);
  it.each(documents)('runbook $Name', async ({ Name, Content }) => {
    const document = await clients.ssm.send(
      new GetDocumentCommand({ Name: String(Name), DocumentFormat: 'JSON' }),
    );
    expect(JSON.parse(document.Content ?? '')).toEqual(Content);
  });
});

/**
 * Removes the asterisk for the streams from the ARN of a log group: unlike CloudFormation, moto returns it
 * without.
 */
function asInMoto(policy: object): unknown {
  return JSON.parse(JSON.stringify(policy).replaceAll(/(log-group:[^"]*):\*"/g, '$1"'));
}

/**
 * Replaces the twelve characters at the end of the generated name of a log group or a table by those of the
 * samples.
 */
function withSampleName(policy: unknown): unknown {
  return JSON.parse(
    JSON.stringify(policy).replaceAll(
      /((?:log-group:|table\/)OneActiveKey-\w+)-[A-Z0-9]{12}/g,
      '$1-1A2B3C4D5E6F',
    ),
  );
}

/**
 * Parses a policy that moto read from a template: moto returns it as Python prints it, with single quotes.
 */
function decoded(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document ?? '').replaceAll("'", '"'));
}
