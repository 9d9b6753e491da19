import { MAX_TEMPLATE_BODY_BYTES, type Template } from '../../infra/templates/template.ts';
import { readYaml } from './cloudformation/templates.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/**
 * The two resource types that a pack may have (AWS Config API Reference, PutConformancePack, TemplateBody).
 */
const TYPES = ['AWS::Config::ConfigRule', 'AWS::Config::RemediationConfiguration'];

/**
 * The reasons for which Config would refuse the text of a pack: more than 51,200 bytes or 60 parameters,
 * another resource type, or an intrinsic function where its Developer Guide ("Prerequisites for conformance
 * packs") allows none.
 */
export function packErrors(text: string): readonly string[] {
  const template = readYaml(text);
  const resources = Object.entries((template['Resources'] ?? {}) as Record<string, Resource>);
  return [
    ...sizeErrors(text, template),
    ...resources.flatMap(([id, { Type }]) => (TYPES.includes(Type) ? [] : [`${id}: ${Type} is not allowed`])),
    ...resources.flatMap(([id, resource]) => literalErrors(id, resource)),
  ];
}

function sizeErrors(text: string, template: Template): readonly string[] {
  const bytes = Buffer.byteLength(text);
  const parameters = Object.keys(template['Parameters'] ?? {}).length;
  return [
    ...(bytes > MAX_TEMPLATE_BODY_BYTES ? [`${bytes} bytes`] : []),
    ...(parameters > 60 ? [`${parameters} parameters`] : []),
  ];
}

function literalErrors(id: string, { Properties = {} }: Resource): readonly string[] {
  const role = roleOf(Properties['Parameters']);
  return [
    ...(typeof Properties['ConfigRuleName'] === 'string' ? [] : [`${id}: ConfigRuleName is not a literal`]),
    ...(role === undefined || /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/.test(String(role))
      ? []
      : [`${id}: AutomationAssumeRole is not a literal`]),
  ];
}

function roleOf(parameters: unknown): unknown {
  const { AutomationAssumeRole: role } = (parameters ?? {}) as {
    AutomationAssumeRole?: { StaticValue?: { Values?: readonly unknown[] } };
  };
  return role && (role.StaticValue?.Values?.[0] ?? '');
}
