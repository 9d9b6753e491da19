import type { ModelledService } from '../../sandbox/service-model/model.ts';
import { refuseInvalidRequest } from '../../sandbox/service-model/validate.ts';
import type { DeployedResource } from './cloudformation/deploy.ts';
import { logGroup, metricFilter } from './log-requests.ts';
import { table } from './table-requests.ts';
import type { Properties, TemplateRequest, ToRequests } from './template-request.ts';

const one =
  (service: ModelledService, operation: string, input: (properties: Properties) => object): ToRequests =>
  (properties) => [{ service, operation, input: input(properties) }];

const json = (value: unknown): string => JSON.stringify(value);

/**
 * Converts values to numbers: a parameter's value is a string, which CloudFormation converts if the property
 * is a number.
 */
const asNumbers = (properties: Properties, ...names: readonly string[]): object =>
  Object.fromEntries(
    names.filter((name) => name in properties).map((name) => [name, Number(properties[name])]),
  );

const role: ToRequests = ({ Policies, AssumeRolePolicyDocument, ...rest }) => [
  {
    service: 'iam',
    operation: 'CreateRole',
    input: { ...rest, AssumeRolePolicyDocument: json(AssumeRolePolicyDocument) },
  },
  ...(Policies as { PolicyName: string; PolicyDocument: object }[]).map(({ PolicyName, PolicyDocument }) => ({
    service: 'iam' as const,
    operation: 'PutRolePolicy',
    input: { RoleName: rest['RoleName'], PolicyName, PolicyDocument: json(PolicyDocument) },
  })),
];

const policy: ToRequests = ({ Roles, PolicyName, PolicyDocument }) =>
  (Roles as string[]).map((RoleName) => ({
    service: 'iam',
    operation: 'PutRolePolicy',
    input: { RoleName, PolicyName, PolicyDocument: json(PolicyDocument) },
  }));

const eventRule: ToRequests = ({ Targets, EventPattern, ...rest }) => [
  // CloudFormation generates the name of a rule from the stack, the logical id and a suffix.
  {
    service: 'events',
    operation: 'PutRule',
    input: { Name: 'name', ...rest, ...(EventPattern ? { EventPattern: json(EventPattern) } : {}) },
  },
  { service: 'events', operation: 'PutTargets', input: { Rule: 'name', Targets } },
];

const stackSet: ToRequests = ({ StackInstancesGroup, OperationPreferences, ...rest }) => [
  { service: 'cloudformation', operation: 'CreateStackSet', input: rest },
  ...(StackInstancesGroup as object[]).map((group) => ({
    service: 'cloudformation' as const,
    operation: 'CreateStackInstances',
    input: {
      ...group,
      StackSetName: rest['StackSetName'],
      CallAs: rest['CallAs'],
      OperationPreferences: {
        ...(OperationPreferences as object),
        ...asNumbers(
          OperationPreferences as Properties,
          'FailureTolerancePercentage',
          'MaxConcurrentPercentage',
        ),
      },
    },
  })),
];

const REQUESTS: Readonly<Record<string, ToRequests>> = {
  'AWS::CloudFormation::StackSet': stackSet,
  'AWS::CloudWatch::Alarm': one('cloudwatch', 'PutMetricAlarm', (properties) => properties),
  'AWS::Config::ConfigRule': one('config', 'PutConfigRule', (properties) => ({
    ConfigRule: { ...properties, InputParameters: json(properties['InputParameters']) },
  })),
  'AWS::Config::OrganizationConformancePack': one(
    'config',
    'PutOrganizationConformancePack',
    (properties) => properties,
  ),
  'AWS::Config::RemediationConfiguration': one('config', 'PutRemediationConfigurations', (properties) => ({
    RemediationConfigurations: [
      { ...properties, ...asNumbers(properties, 'MaximumAutomaticAttempts', 'RetryAttemptSeconds') },
    ],
  })),
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': eventRule,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::EventInvokeConfig': one('lambda', 'PutFunctionEventInvokeConfig', (properties) => properties),
  'AWS::Lambda::Function': one('lambda', 'CreateFunction', ({ Code, KmsKeyArn: KMSKeyArn, ...rest }) => ({
    ...rest,
    ...(KMSKeyArn === undefined ? {} : { KMSKeyArn }),
    Code: { ZipFile: Buffer.from((Code as { ZipFile: string }).ZipFile) },
  })),
  'AWS::Lambda::Permission': one('lambda', 'AddPermission', (properties) => ({
    StatementId: 'id',
    ...properties,
  })),
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::MetricFilter': metricFilter,
  // CloudFormation generates the name of a topic from the stack, the logical id and a suffix.
  'AWS::SNS::Topic': one('sns', 'CreateTopic', ({ DisplayName, KmsMasterKeyId }) => ({
    Name: 'OneActiveKeyCentral-CentralTopic-1A2B3C4D5E6F',
    Attributes: { DisplayName, ...(KmsMasterKeyId === undefined ? {} : { KmsMasterKeyId }) },
  })),
  'AWS::SNS::TopicPolicy': ({ Topics, PolicyDocument }) =>
    (Topics as string[]).map((TopicArn) => ({
      service: 'sns',
      operation: 'SetTopicAttributes',
      input: { TopicArn, AttributeName: 'Policy', AttributeValue: json(PolicyDocument) },
    })),
  'AWS::SSM::Document': one('ssm', 'CreateDocument', ({ Content, UpdateMethod: _, ...rest }) => ({
    ...rest,
    Content: typeof Content === 'string' ? Content : json(Content),
  })),
  'AWS::SSM::Parameter': one('ssm', 'PutParameter', (properties) => ({ ...properties, Overwrite: false })),
  'AWS::Scheduler::ScheduleGroup': one('scheduler', 'CreateScheduleGroup', (properties) => properties),
};

/**
 * The requests that CloudFormation makes to create a resource; throws for a type that none of our templates
 * has.
 */
export function requestsFor({ type, properties }: DeployedResource): readonly TemplateRequest[] {
  const toRequests = REQUESTS[type];
  if (toRequests) return toRequests(properties);
  throw new Error(`Expected one of the types ${Object.keys(REQUESTS).join(', ')}; received ${type}`);
}

/** Throws the error of AWS if a request for a resource is beyond the limits of the service models. */
export function validate(resource: DeployedResource): void {
  for (const { service, operation, input } of requestsFor(resource)) {
    refuseInvalidRequest(service, operation, input);
  }
}
