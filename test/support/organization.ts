import { type DeployedStack, type DeployOptions, deploy } from './cloudformation/deploy.ts';
import { templateOf } from './cloudformation/templates.ts';

/** The values of an organization's stack, by parameter. */
export type Values = Readonly<Record<string, string>>;

/** The URL of an account template. */
export const TEMPLATE_URL = 'https://bucket.s3.us-east-1.amazonaws.com/0.2.0/one-active-key.template.yaml';

/** Two units of an organization. */
export const UNITS = 'ou-ab12-12345678,ou-ab12-87654321';

/**
 * The whole organization by a conformance pack, and by a StackSet; some units; two accounts of the
 * organization, two accounts of the units, and all but these two.
 */
export const ROLLOUTS = {
  pack: { RootId: 'r-ab12' },
  root: { Rollout: 'StackSet', RootId: 'r-ab12' },
  units: { Rollout: 'StackSet', OrganizationalUnitIds: UNITS },
  pilot: {
    Rollout: 'StackSet',
    RootId: 'r-ab12',
    AccountFilterType: 'INTERSECTION',
    Accounts: '222222222222,333333333333',
  },
  some: {
    Rollout: 'StackSet',
    OrganizationalUnitIds: UNITS,
    AccountFilterType: 'INTERSECTION',
    Accounts: '222222222222,333333333333',
  },
  others: {
    Rollout: 'StackSet',
    RootId: 'r-ab12',
    AccountFilterType: 'DIFFERENCE',
    Accounts: '222222222222,333333333333',
  },
} as const satisfies Readonly<Record<string, Values>>;

/** Deploys the organization's stack; throws the sentence of the rule that refuses the values. */
export function deployOrganization(
  parameters: Values,
  environment: Omit<DeployOptions, 'parameters'> = {},
): DeployedStack {
  const values = { TemplateUrl: TEMPLATE_URL, ...parameters };
  return deploy(templateOf('OneActiveKeyOrganization'), { ...environment, parameters: values });
}

/** The properties of a StackSet by its name, `undefined` if the stack has none of this name. */
export function stackSetOf(
  stack: DeployedStack,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const sets = stack.ofType('AWS::CloudFormation::StackSet').map(({ properties }) => properties);
  return sets.find(({ StackSetName }) => StackSetName === name);
}

/** The values that a StackSet passes to its template, by parameter. */
export function passedBy(stackSet: Readonly<Record<string, unknown>> | undefined): Values {
  const parameters = stackSet?.['Parameters'] as { ParameterKey: string; ParameterValue: string }[];
  return Object.fromEntries(
    parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
}
