import type { CfnParameterProps } from 'aws-cdk-lib';

/** Parameters that the console shows together, by name. */
export interface ParameterGroup {
  readonly label: string;
  readonly parameters: Readonly<Record<string, CfnParameterProps>>;
}

/** Two groups as one, under the label of the first. */
export function mergeGroups(first: ParameterGroup, second: ParameterGroup): ParameterGroup {
  return { label: first.label, parameters: { ...first.parameters, ...second.parameters } };
}

/** A group with only some of its parameters. */
export function selectParameters({ label, parameters }: ParameterGroup, names: readonly string[]): ParameterGroup {
  return {
    label,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => names.includes(name))),
  };
}
