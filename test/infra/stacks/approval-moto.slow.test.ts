import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../../infra/templates/template.ts';
import { APPROVAL_RUNBOOK } from '../../../product/runbooks.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../../support/moto.ts';

const StackName = 'OneActiveKeyApproval';
const TemplateBody = toYaml(templateOf(StackName));
const GIVEN = {
  Approvers: 'arn:aws:iam::123456789012:role/approver,arn:aws:iam::123456789012:user/dana',
  MinimumApprovals: '2',
  ApprovalTopicArn: 'arn:aws:sns:us-east-1:123456789012:AutomationApprovals',
};

// Compares moto, an independent implementation of CloudFormation, with `deploy`, which the other tests use.
describe.skipIf(!hasMoto())('the runbook with an approval, deployed by moto', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
  });

  afterAll(() => moto.end());

  it('is the same document, written as the template has it in YAML', async () => {
    const cloudformation = new CloudFormationClient(moto.settings);
    const ssm = new SSMClient(moto.settings);
    const Parameters = Object.entries(GIVEN).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody, Parameters }));
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    const request = new GetDocumentCommand({ Name: APPROVAL_RUNBOOK.name, DocumentFormat: 'YAML' });
    const { Content = '' } = await ssm.send(request);
    cloudformation.destroy();
    ssm.destroy();
    const { properties } = onlyResource(
      deploy(templateOf(StackName), { parameters: GIVEN }),
      'AWS::SSM::Document',
    );
    expect(parse(Content)).toEqual(parse(String(properties['Content'])));
    expect(Stacks[0]?.Outputs?.[0]?.OutputValue).toContain('role/one-active-key-automation');
  });
});
