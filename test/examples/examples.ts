import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A stack set of an example, in the words of CloudFormation. */
export interface ExampleStackSet {
  readonly name: string;
  /** The path of the template in the repository of the landing zone. */
  readonly template: string;
  /** Empty where the landing zone chooses the capabilities by itself. */
  readonly capabilities: readonly string[];
  readonly regions: readonly string[];
  readonly targets: object;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A file of `examples/`: its text, its content and its stack sets. */
export interface Example {
  readonly text: string;
  readonly content: unknown;
  readonly readme: string;
  readonly stackSets: readonly ExampleStackSet[];
}

interface ManifestResource {
  readonly name: string;
  readonly resource_file: string;
  readonly regions: readonly string[];
  readonly deployment_targets: object;
  readonly parameters: readonly { readonly parameter_key: string; readonly parameter_value: string }[];
}

interface AcceleratorStackSet {
  readonly name: string;
  readonly template: string;
  readonly capabilities: readonly string[];
  readonly regions: readonly string[];
  readonly deploymentTargets: object;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

const read = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

function readExample(folder: string, file: string) {
  const text = read(`${folder}/${file}`);
  return { text, content: parse(text), readme: read(`${folder}/README.md`) };
}

/** The manifest for Customizations for AWS Control Tower. */
export function controlTower(): Example {
  const example = readExample('control-tower', 'manifest.yaml');
  const { resources } = example.content as { resources: readonly ManifestResource[] };
  const stackSets = resources.map(({ name, resource_file, regions, deployment_targets, parameters }) => ({
    name,
    template: resource_file,
    capabilities: [],
    regions,
    targets: deployment_targets,
    parameters: Object.fromEntries(
      parameters.map(({ parameter_key, parameter_value }) => [parameter_key, parameter_value]),
    ),
  }));
  return { ...example, stackSets };
}

/** The configuration for Landing Zone Accelerator on AWS. */
export function landingZoneAccelerator(): Example {
  const example = readExample('landing-zone-accelerator', 'customizations-config.yaml');
  const { customizations } = example.content as {
    customizations: { cloudFormationStackSets: readonly AcceleratorStackSet[] };
  };
  const stackSets = customizations.cloudFormationStackSets.map(({ deploymentTargets, ...stackSet }) => ({
    ...stackSet,
    targets: deploymentTargets,
    parameters: Object.fromEntries(stackSet.parameters.map(({ name, value }) => [name, value])),
  }));
  return { ...example, stackSets };
}
