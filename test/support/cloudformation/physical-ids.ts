import type { AwsEnvironment } from '../../../product/names.ts';

/** The facts about a resource that are known before it is created. */
export interface NamedResource {
  readonly id: string;
  /** Its properties whose names end in `Name` or `Path`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly environment: AwsEnvironment;
}

/** The values of `Ref` and of `Fn::GetAtt` Arn for a resource. */
export interface PhysicalId {
  readonly ref: string;
  readonly arn?: string;
}

/** The physical ids by resource type (CloudFormation Template Reference, "Return values" of each type). */
const IDS: Readonly<Record<string, (resource: NamedResource) => PhysicalId>> = {
  'AWS::Lambda::Function': ({ properties: { FunctionName = '' }, environment }) => ({
    ref: FunctionName,
    arn: regional('lambda', `function:${FunctionName}`, environment),
  }),
  'AWS::IAM::Role': ({
    properties: { RoleName = '', Path = '/' },
    environment: { partition, accountId },
  }) => ({
    ref: RoleName,
    arn: `arn:${partition}:iam::${accountId}:role${Path}${RoleName}`,
  }),
  // CloudFormation generates the name: the stack, the logical id and twelve characters.
  'AWS::Logs::LogGroup': ({ id, environment }) => ({
    ref: `OneActiveKey-${id}-1A2B3C4D5E6F`,
    arn: regional('logs', `log-group:OneActiveKey-${id}-1A2B3C4D5E6F:*`, environment),
  }),
  'AWS::Events::Rule': ({ id, environment }) => ({
    ref: id,
    arn: regional('events', `rule/${id}`, environment),
  }),
  'AWS::Config::ConfigRule': ({ properties: { ConfigRuleName = '' }, environment }) => ({
    ref: ConfigRuleName,
    arn: regional('config', 'config-rule/config-rule-abc123', environment),
  }),
  // CloudFormation generates the name, as it does for a log group.
  'AWS::DynamoDB::Table': ({ id, environment }) => ({
    ref: `OneActiveKey-${id}-1A2B3C4D5E6F`,
    arn: regional('dynamodb', `table/OneActiveKey-${id}-1A2B3C4D5E6F`, environment),
  }),
  'AWS::SNS::Topic': ({ id, environment }) => ({
    ref: regional('sns', `OneActiveKeyCentral-${id}-1A2B3C4D5E6F`, environment),
  }),
  'AWS::IAM::Policy': ({ properties: { PolicyName = '' } }) => ({ ref: PolicyName }),
  'AWS::SSM::Document': ({ properties: { Name = '' } }) => ({ ref: Name }),
};

/** The physical id of a resource; throws for a type that none of our templates refers to. */
export function physicalIdOf(type: string, resource: NamedResource): PhysicalId {
  const found = IDS[type]?.(resource);
  if (found) return found;
  throw new Error(`Expected one of the types ${Object.keys(IDS).join(', ')}; received ${type}`);
}

function regional(
  service: string,
  resource: string,
  { partition, region, accountId }: AwsEnvironment,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
