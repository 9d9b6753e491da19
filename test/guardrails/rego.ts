import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The part of `@aws/cloudformation-validate` 1.14.0 that is used here. */
interface CloudFormationValidate {
  readonly CompositeEngine: new (config: {
    readonly regoRules: readonly { readonly name: string; readonly content: string }[];
  }) => {
    validateTemplate(
      template: object,
      config: { readonly disableBuiltinRules: boolean },
    ): { readonly diagnostics: readonly { readonly ruleId: string; readonly message: string }[] };
  };
  readonly TemplateContent: new (content: string) => object;
}

/** What a policy says of a file, in the order of its sets. */
export interface RegoReport {
  readonly deny: readonly string[];
  readonly warn: readonly string[];
}

const FILE = 'guardrails/one-active-key.rego';

/**
 * The rule by which the evaluator asks a policy. It evaluates the policy with the file as its whole input, as
 * conftest and OPA do, so no line of the policy is written for it.
 */
const ask = (set: string) => `
violation contains make_diag("${set}", "ERROR", "File", message) if {
	file := json.unmarshal(input.resources.File.properties.Json)
	some message in ${set} with input as file
}
`;

/**
 * Compiles the policy in the Rego interpreter regorus, which aws-cdk-lib brings as WebAssembly to evaluate
 * rules on templates. Throws if the policy does not compile.
 */
export function loadPolicy(): (json: string) => RegoReport {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk-lib/package.json');
  const { CompositeEngine, TemplateContent }: CloudFormationValidate = createRequire(cdk)(
    '@aws/cloudformation-validate',
  );
  const content = [readFileSync(FILE, 'utf8'), ask('deny'), ask('warn')].join('\n');
  const engine = new CompositeEngine({ regoRules: [{ name: FILE, content }] });
  return (json) => {
    const resources = { File: { Type: 'Custom::File', Properties: { Json: json } } };
    const template = new TemplateContent(JSON.stringify({ Resources: resources }));
    const { diagnostics } = engine.validateTemplate(template, { disableBuiltinRules: true });
    const messagesOf = (set: string) =>
      diagnostics.filter(({ ruleId }) => ruleId === set).map(({ message }) => message);
    return { deny: messagesOf('deny'), warn: messagesOf('warn') };
  };
}
