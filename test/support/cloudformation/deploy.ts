import type { Template } from '../../../infra/templates/template.ts';
import { evaluate, type Scope } from './intrinsics.ts';

/** A resource as CloudFormation would create it, with values in place of intrinsic functions. */
export interface DeployedResource {
  readonly type: string;
  readonly properties: Record<string, unknown>;
  /**
   * The logical ids of the resources that must exist before: those in `Ref`, `Fn::GetAtt`, `Fn::Sub` and
   * `DependsOn`, also in the metadata.
   */
  readonly after: readonly string[];
}

/** A deployed stack. */
export interface DeployedStack {
  /** The resources by logical id, without those whose condition is false. */
  readonly resources: Readonly<Record<string, DeployedResource>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** The resources of a type. */
  ofType(type: string): readonly DeployedResource[];
}

/** The parameters, the Region, the partition and the account of a deployment. */
export interface DeployOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly partition?: string;
  readonly accountId?: string;
}

interface Declared {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

interface ParameterRule {
  readonly RuleCondition?: unknown;
  readonly Assertions: readonly { readonly Assert: unknown; readonly AssertDescription: string }[];
}

interface Sections {
  readonly Parameters?: Record<string, { Type?: string; Default?: unknown }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Rules?: Record<string, ParameterRule>;
  readonly Mappings?: Scope['mappings'];
  readonly Resources: Record<string, Declared>;
  readonly Outputs?: Record<string, { Value: unknown; Condition?: string }>;
}

/**
 * Evaluates a template as CloudFormation does, with the intrinsic functions that our templates use. Throws if
 * a reference is unknown, a parameter is missing or unknown, a rule refuses the parameters, or a resource
 * refers to a resource that is not created. moto ignores the section `Rules`, so only this evaluator applies
 * it.
 */
export function deploy(template: Template, options: DeployOptions = {}): DeployedStack {
  const sections = template as unknown as Sections;
  const scope = scopeOf(sections, options);
  assertRules(sections, scope);
  const isCreated = ({ Condition }: Declared) => !Condition || scope.condition(Condition);
  const created = Object.entries(sections.Resources).filter(([, declared]) => isCreated(declared));
  const resources = Object.fromEntries(
    created.map(([id, declared]) => [
      id,
      deployResource(
        declared,
        scope,
        created.map(([each]) => each),
      ),
    ]),
  );
  const outputs = Object.entries(sections.Outputs ?? {})
    .filter(([, { Condition }]) => !Condition || scope.condition(Condition))
    .map(([id, { Value }]) => [id, String(evaluate(Value, scope))]);
  return {
    resources,
    outputs: Object.fromEntries(outputs),
    ofType: (type) => Object.values(resources).filter((resource) => resource.type === type),
  };
}

/** Throws the description of the first assertion that the parameters do not fulfil. */
function assertRules({ Rules = {} }: Sections, scope: Scope): void {
  for (const { RuleCondition, Assertions } of Object.values(Rules)) {
    if (RuleCondition !== undefined && evaluate(RuleCondition, scope) !== true) continue;
    const failed = Assertions.find(({ Assert }) => evaluate(Assert, scope) !== true);
    if (failed) throw new Error(failed.AssertDescription);
  }
}

function deployResource(declared: Declared, scope: Scope, created: readonly string[]): DeployedResource {
  const used = new Set<string>([declared.DependsOn ?? []].flat());
  const noting: Scope = {
    ...scope,
    resource: (id) => {
      if (!created.includes(id)) throw new Error(`Expected a resource that is created; received ${id}`);
      used.add(id);
      return scope.resource(id);
    },
  };
  const properties = evaluate(declared.Properties ?? {}, noting);
  // A reference in the metadata is a dependency as well.
  evaluate(declared.Metadata ?? {}, noting);
  return { type: declared.Type, properties: properties as Record<string, unknown>, after: [...used] };
}

function scopeOf(sections: Sections, options: DeployOptions): Scope {
  const { parameters = {}, region = 'us-east-1', partition = 'aws', accountId = '111122223333' } = options;
  const environment = { region, partition, accountId };
  const scope: Scope = {
    environment,
    mappings: sections.Mappings ?? {},
    ...valuesOf(sections.Parameters ?? {}, parameters, pseudoParameters(environment)),
    condition: (name) => {
      const expression = sections.Conditions?.[name];
      if (expression === undefined) throw new Error(`Expected a condition of the template; received ${name}`);
      return evaluate(expression, scope) === true;
    },
    resource: (id) => {
      const resource = sections.Resources[id];
      if (!resource) throw new Error(`Expected a resource of the template; received ${id}`);
      const { Type: type, Properties = {} } = resource;
      return { type, properties: evaluate(namesOf(Properties), scope) as Record<string, string> };
    },
  };
  return scope;
}

function pseudoParameters({ region, partition, accountId }: Scope['environment']): Record<string, unknown> {
  return {
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::AccountId': accountId,
    'AWS::StackName': 'OneActiveKey',
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::NoValue': undefined,
  };
}

function valuesOf(
  declared: NonNullable<Sections['Parameters']>,
  given: Readonly<Record<string, string>>,
  pseudo: Record<string, unknown>,
): Pick<Scope, 'isValue' | 'value'> {
  for (const name of Object.keys(given)) {
    if (!declared[name])
      throw new Error(`Expected one of ${Object.keys(declared).join(', ')}; received ${name}`);
  }
  return {
    isValue: (name) => name in pseudo || name in declared,
    value: (name) => {
      if (name in pseudo) return pseudo[name];
      const value = given[name] ?? declared[name]?.Default;
      if (value === undefined) throw new Error(`Expected a value for the parameter ${name}; received none`);
      return declared[name]?.Type === 'CommaDelimitedList' ? String(value).split(',') : String(value);
    },
  };
}

/**
 * The properties that the physical id of a resource consists of; no others, so that references are never
 * circular.
 */
function namesOf(properties: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => /(Name|Path)$/.test(name)));
}

/** The only resource of a type that meets a condition; throws unless there is exactly one. */
export function onlyResource(
  stack: DeployedStack,
  type: string,
  condition: (resource: DeployedResource) => boolean = () => true,
): DeployedResource {
  const [found, ...others] = stack.ofType(type).filter(condition);
  if (found && others.length === 0) return found;
  throw new Error(`Expected one ${type}; received ${found ? others.length + 1 : 0}`);
}
