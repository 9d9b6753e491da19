import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { Settings } from '../constructs/settings.ts';
import type { ParameterGroup } from './parameter-group.ts';

/** The parameter of a stack with a name; throws for a parameter that was not added. */
export type StackParameters = (name: string) => CfnParameter;

/** The values of the parameters of a stack, by name. */
export function settingsOf(parameters: StackParameters): Settings {
  return (name) => parameters(name).valueAsString;
}

/** Adds parameters to a stack, and their groups for the CloudFormation console. */
export function addParameters(stack: Stack, groups: readonly ParameterGroup[]): StackParameters {
  const added = new Map<string, CfnParameter>();
  for (const [name, props] of groups.flatMap(({ parameters }) => Object.entries(parameters))) {
    added.set(name, new CfnParameter(stack, name, props));
  }
  stack.templateOptions.metadata = {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: groups.map(({ label, parameters }) => ({
        Label: { default: label },
        Parameters: Object.keys(parameters),
      })),
    },
  };
  return (name) => {
    const parameter = added.get(name);
    if (parameter) return parameter;
    throw new Error(`Expected one of the parameters ${[...added.keys()].join(', ')}; received ${name}`);
  };
}
