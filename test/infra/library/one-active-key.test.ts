import { App, CfnParameter, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { OneActiveKey } from '../../../infra/library/one-active-key.ts';
import type { OneActiveKeyProps } from '../../../infra/library/one-active-key-props.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { construct, resolved } from '../../support/library.ts';

const code = () => Code.fromInline('exports.handler = () => {};');
const SOMEWHERE = { account: '111122223333', region: 'us-east-1' };

/** A stack with the construct, whose props may be made of the stack. */
function stackWith(propsIn: (stack: Stack) => OneActiveKeyProps, env: object = SOMEWHERE): Stack {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Security', { env });
  new OneActiveKey(stack, 'OneActiveKey', { code, ...propsIn(stack) });
  return stack;
}

describe('the attributes', () => {
  it('name what the props choose', () => {
    const { runbookNames, alarms, ...attributes } = construct({
      deletion: 'ByHand',
      reviewerAccountId: '444455556666',
    });
    expect(runbookNames).toEqual({
      deactivate: 'OneActiveKey-DeactivateSurplusAccessKeys',
      reactivate: 'OneActiveKey-ReactivateAccessKey',
      delete: 'OneActiveKey-DeleteDeactivatedAccessKeys',
    });
    expect(alarms).toHaveLength(5);
    expect(attributes.remediationFunction?.functionArn).toBeDefined();
    expect(attributes.reevaluationFunction?.functionArn).toBeDefined();
    expect(attributes.configRule?.configRuleName).toBeDefined();
    expect(attributes.automationRole?.roleArn).toBeDefined();
    expect(attributes.reviewerRole?.roleArn).toBeDefined();
    expect(attributes.ledgerTableName).toBeDefined();
  });

  it('are undefined for what the props do not choose', () => {
    const { runbookNames, alarms, ...attributes } = construct({
      configRule: 'None',
      remediation: 'None',
      nearRealTime: false,
      alarms: 'WithTopic',
    });
    expect(runbookNames).toEqual({});
    expect(alarms).toEqual([]);
    expect(attributes.ruleFunction.functionArn).toBeDefined();
    for (const name of [
      'remediationFunction',
      'reevaluationFunction',
      'configRule',
      'automationRole',
      'reviewerRole',
      'ledgerTableName',
    ] as const)
      expect(attributes[name], name).toBeUndefined();
  });

  it('refer to the resources', () => {
    const one = construct();
    const { ruleFunction, configRule, alarms } = one;
    const resolve = (value: unknown) => Stack.of(one).resolve(value);
    expect(resolve(ruleFunction.functionArn)).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^OneActiveKeyRuleFunction/), 'Arn'],
    });
    expect(resolve(configRule?.configRuleName)).toEqual({
      Ref: expect.stringMatching(/^OneActiveKeyCompliance/),
    });
    expect(alarms.map(({ alarmArn }) => resolve(alarmArn)['Fn::GetAtt'][0])).toContainEqual(
      expect.stringMatching(/^OneActiveKeyNotifyRuleErrors/),
    );
  });
});

describe('the grants', () => {
  const actionsOf = (grant: (one: OneActiveKey, role: Role) => void, props: OneActiveKeyProps = {}) => {
    const one = construct(props, SOMEWHERE);
    const stack = Stack.of(one);
    grant(one, new Role(stack, 'Person', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    const policy = onlyResource(deploy(resolved(stack)), 'AWS::IAM::Policy', ({ properties }) =>
      String(properties['PolicyName']).startsWith('PersonDefaultPolicy'),
    );
    const { Statement } = policy.properties['PolicyDocument'] as {
      Statement: { Action: string | string[]; Resource: string | string[]; Condition?: object }[];
    };
    return Statement.map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat(),
      condition: Condition,
    }));
  };

  it('remediate: the runbook, its role with its path, and the console', () => {
    const statements = actionsOf((one, role) => one.grants.remediate(role), { rolePath: '/security/' });
    expect(statements.slice(0, 2)).toEqual([
      {
        actions: ['ssm:StartAutomationExecution'],
        resources: [
          'arn:aws:ssm:us-east-1:111122223333:document/OneActiveKey-DeactivateSurplusAccessKeys',
          'arn:aws:ssm:us-east-1:111122223333:automation-execution/*',
          'arn:aws:ssm:us-east-1:111122223333:automation-definition/OneActiveKey-DeactivateSurplusAccessKeys:*',
        ],
        condition: undefined,
      },
      {
        actions: ['iam:PassRole'],
        resources: ['arn:aws:iam::111122223333:role/security/one-active-key-automation'],
        condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      },
    ]);
    expect(statements.slice(2).map(({ actions, resources }) => [...actions, ...resources])).toEqual([
      ['ssm:GetAutomationExecution', '*'],
      ['config:StartRemediationExecution', '*'],
      ['config:Describe*', '*'],
      ['config:Get*', '*'],
      ['ssm:DescribeAutomation*', '*'],
    ]);
  });

  it('undo and delete: their runbooks only', () => {
    const documents = (statements: ReturnType<typeof actionsOf>) =>
      statements.flatMap(({ resources }) => resources).filter((arn) => arn.includes(':document/'));
    expect(documents(actionsOf((one, role) => one.grants.undo(role)))).toEqual([
      'arn:aws:ssm:us-east-1:111122223333:document/OneActiveKey-ReactivateAccessKey',
    ]);
    expect(documents(actionsOf((one, role) => one.grants.delete(role), { deletion: 'ByHand' }))).toEqual([
      'arn:aws:ssm:us-east-1:111122223333:document/OneActiveKey-DeleteDeactivatedAccessKeys',
    ]);
  });

  it('pause: one parameter and its path, whatever is deployed', () => {
    const statements = actionsOf((one, role) => one.grants.pause(role), { remediation: 'None' });
    const parameter = 'arn:aws:ssm:us-east-1:111122223333:parameter/one-active-key';
    expect(
      statements.flatMap(({ actions, resources }) => actions.map((action) => [action, ...resources])),
    ).toEqual(
      expect.arrayContaining([
        ['ssm:PutParameter', `${parameter}/pause`],
        ['ssm:DeleteParameter', `${parameter}/pause`],
        ['ssm:GetParametersByPath', parameter],
      ]),
    );
    expect(new Set(statements.flatMap(({ resources }) => resources))).toEqual(
      new Set([`${parameter}/pause`, parameter]),
    );
  });

  it('review: nothing that changes anything', () => {
    const actions = actionsOf((one, role) => one.grants.review(role)).flatMap((each) => each.actions);
    expect(actions).toEqual(expect.arrayContaining(['iam:ListUsers', 'dynamodb:Query']));
    expect(
      actions.filter((action) => !/:(Get|List|Describe|Lookup|Filter|Query|Generate)/.test(action)),
    ).toEqual([]);
    const withoutLedger = { remediation: 'None', nearRealTime: false } as const;
    expect(
      actionsOf((one, role) => one.grants.review(role), withoutLedger).flatMap((each) => each.actions),
    ).not.toContain('dynamodb:Query');
  });

  it.each(['remediate', 'undo', 'delete'] as const)('%s: throws if there is no such runbook', (name) => {
    expect(() => actionsOf((one, role) => one.grants[name](role), { remediation: 'None' })).toThrow(
      /^Expected a deployment with the runbook that can \w+ keys; received one whose props leave it out$/,
    );
  });
});

const LOG_GROUPS = ':logs:us-east-1:111122223333:log-group:Security-*';

interface DeclaredKey {
  readonly Type: string;
  readonly Properties: { readonly KeyPolicy?: object };
}

describe('a topic and a key of the same app', () => {
  it('a topic with a policy of its own lets CloudWatch publish the alarms', () => {
    const stack = stackWith((scope) => ({
      notificationTopic: new Topic(scope, 'Topic', { enforceSSL: true }),
    }));
    const { properties } = onlyResource(deploy(resolved(stack)), 'AWS::SNS::TopicPolicy');
    expect(properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:one-active-key-*' },
          },
        }),
      ]),
    });
  });

  it('topics are of this account: the alarm of the notification function goes to them, the failed events to the function', () => {
    const stack = deploy(
      resolved(
        stackWith((scope) => ({
          notificationTopic: new Topic(scope, 'Topic'),
          chatTopic: new Topic(scope, 'ChatTopic'),
        })),
      ),
    );
    const actions = stack
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ properties }) => [properties['AlarmName'], (properties['AlarmActions'] as string[])?.length]);
    expect(actions.filter(([, count]) => count)).toEqual([['one-active-key-notification-errors', 2]]);
    const destination = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-notification';
    expect(stack.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => properties)).toContainEqual(
      expect.objectContaining({ DestinationConfig: { OnFailure: { Destination: destination } } }),
    );
  });

  it('a key lets CloudWatch Logs encrypt the log groups of the stack', () => {
    const stack = stackWith((scope) => ({ encryptionKey: new Key(scope, 'Key') }));
    const keys = Object.values(resolved(stack)['Resources'] as Record<string, DeclaredKey>);
    const policy = keys.find(({ Type }) => Type === 'AWS::KMS::Key')?.Properties.KeyPolicy;
    expect(policy).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Principal: { Service: 'logs.us-east-1.amazonaws.com' },
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, LOG_GROUPS]],
              },
            },
          },
        }),
      ]),
    });
  });

  it('of another stack of the app: CDK passes them on', () => {
    const app = new App({ analyticsReporting: false });
    const shared = new Stack(app, 'Shared', { env: SOMEWHERE });
    const stack = new Stack(app, 'Security', { env: SOMEWHERE });
    const notificationTopic = new Topic(shared, 'Topic');
    const encryptionKey = new Key(shared, 'Key');
    new OneActiveKey(stack, 'OneActiveKey', { code, notificationTopic, encryptionKey });
    const { template } = app.synth().getStackByName('Security');
    expect(JSON.stringify(template)).toMatch(/"Fn::ImportValue":"Shared:ExportsOutputRefTopic/);
    expect(template).not.toHaveProperty('Conditions.OneActiveKeyHasTopic');
  });
});

describe('a parameter of the stack as a prop', () => {
  it('CloudFormation decides', () => {
    const stack = stackWith((scope) => {
      const mode = new CfnParameter(scope, 'Mode', { default: 'None' });
      const grace = new CfnParameter(scope, 'Grace', { type: 'Number', default: '48' });
      const topic = new CfnParameter(scope, 'TopicArn', { default: '' });
      return {
        remediation: mode.valueAsString as 'None',
        rotationGraceHours: grace.valueAsNumber,
        notificationTopic: Topic.fromTopicArn(scope, 'Topic', topic.valueAsString),
      };
    });
    const functions = (parameters: Readonly<Record<string, string>>) =>
      deploy(resolved(stack), { parameters })
        .ofType('AWS::Lambda::Function')
        .map(({ properties }) => properties['FunctionName']);
    expect(functions({})).toEqual(['one-active-key-rule', 'one-active-key-reevaluation']);
    expect(functions({ Mode: 'Manual' })).toContain('one-active-key-remediation');
    const { properties } = onlyResource(deploy(resolved(stack)), 'AWS::Config::ConfigRule');
    expect(properties['InputParameters']).toMatchObject({ rotationGraceHours: '48' });
    const TopicArn = 'arn:aws:sns:us-east-1:111122223333:security';
    const rules = (parameters: Readonly<Record<string, string>>) =>
      deploy(resolved(stack), { parameters }).ofType('AWS::Events::Rule').length;
    expect(rules({ TopicArn })).toBe(rules({}) + 2);
    expect(functions({ TopicArn })).toContain('one-active-key-notification');
  });
});

it('a name of a boundary, and a policy', () => {
  const boundaryOf = (permissionsBoundary: NonNullable<OneActiveKeyProps['permissionsBoundary']>) => {
    const stack = deploy(resolved(stackWith(() => ({ permissionsBoundary }))));
    return new Set(stack.ofType('AWS::IAM::Role').map(({ properties }) => properties['PermissionsBoundary']));
  };
  const arn = 'arn:aws:iam::111122223333:policy/team/boundary';
  expect(boundaryOf('team/boundary')).toEqual(new Set([arn]));
  expect(boundaryOf(arn)).toEqual(new Set([arn]));
});

it('an app with cdk-nag has no finding', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Security');
  const key = new Key(stack, 'Key', { enableKeyRotation: true });
  const topic = new Topic(stack, 'Topic', { enforceSSL: true, masterKey: key });
  new OneActiveKey(stack, 'OneActiveKey', {
    code,
    notificationTopic: topic,
    encryptionKey: key,
    deletion: 'Daily',
    reviewerAccountId: '444455556666',
    rolePath: '/security/',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
