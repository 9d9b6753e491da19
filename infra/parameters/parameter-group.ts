import type { CfnParameterProps } from 'aws-cdk-lib';

/** Parameters, by name, that the CloudFormation console shows under one label. */
export interface ParameterGroup {
  readonly label: string;
  readonly parameters: Readonly<Record<string, CfnParameterProps>>;
}

/** Merges two groups under the label of the first one. */
export function mergeGroups(first: ParameterGroup, second: ParameterGroup): ParameterGroup {
  return { label: first.label, parameters: { ...first.parameters, ...second.parameters } };
}

/** Selects the parameters of a group by their names. */
export function selectParameters(
  { label, parameters }: ParameterGroup,
  names: readonly string[],
): ParameterGroup {
  return {
    label,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => names.includes(name))),
  };
}
