/** Where a stack is. */
export interface AwsEnvironment {
  readonly region: string;
  readonly partition: string;
  readonly accountId: string;
}

/** What is known of a resource before it is created. */
export interface Named {
  readonly id: string;
  /** Its properties whose names end in `Name`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly environment: AwsEnvironment;
}

/** What `Ref` and `Fn::GetAtt` Arn give for a resource. */
export interface PhysicalId {
  readonly ref: string;
  readonly arn?: string;
}

/** By the "Return values" of each resource type in the CloudFormation Template Reference. */
const IDS: Readonly<Record<string, (named: Named) => PhysicalId>> = {
  'AWS::Lambda::Function': ({ properties: { FunctionName = '' }, environment }) => ({
    ref: FunctionName,
    arn: regional('lambda', `function:${FunctionName}`, environment),
  }),
  'AWS::IAM::Role': ({ properties: { RoleName = '' }, environment: { partition, accountId } }) => ({
    ref: RoleName,
    arn: `arn:${partition}:iam::${accountId}:role/${RoleName}`,
  }),
  'AWS::Logs::LogGroup': ({ properties: { LogGroupName = '' }, environment }) => ({
    ref: LogGroupName,
    arn: regional('logs', `log-group:${LogGroupName}:*`, environment),
  }),
  'AWS::Events::Rule': ({ id, environment }) => ({ ref: id, arn: regional('events', `rule/${id}`, environment) }),
  'AWS::Config::ConfigRule': ({ properties: { ConfigRuleName = '' }, environment }) => ({
    ref: ConfigRuleName,
    arn: regional('config', 'config-rule/config-rule-abc123', environment),
  }),
  // `Name` is among its properties and is a name.
  'AWS::SSM::Document': ({ properties: { Name = '' } }) => ({ ref: Name }),
};

/** The physical id of a resource; throws for a type that none of our templates refers to. */
export function physicalIdOf(type: string, named: Named): PhysicalId {
  const found = IDS[type]?.(named);
  if (found) return found;
  throw new Error(`Expected one of the types ${Object.keys(IDS).join(', ')}; received ${type}`);
}

function regional(service: string, resource: string, { partition, region, accountId }: AwsEnvironment): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
