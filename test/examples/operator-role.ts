import { readFileSync } from 'node:fs';
import type { Template } from '../../infra/templates/template.ts';
import { roleNamed } from '../infra/least-privilege/deployed-roles.ts';
import { type DeployedResource, deploy } from '../support/cloudformation/deploy.ts';
import { readYaml } from '../support/cloudformation/templates.ts';

/** The file of the template, from the root of the project. */
export const OPERATOR_TEMPLATE = 'examples/operator-role/operator-role.template.yaml';

/** The role of the example in the sandbox, too. */
export const OPERATOR_ROLE = 'one-active-key-operator';

/** Whom the role trusts in the tests. */
export const TRUSTED =
  'arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_KeyOperators_*';

/** The template of the example. */
export function operatorTemplate(): Template {
  return readYaml(readFileSync(OPERATOR_TEMPLATE, 'utf8'));
}

/** The role with its policies, deployed with these parameters. */
export function operatorRole(parameters: Readonly<Record<string, string>> = {}): DeployedResource {
  const stack = deploy(operatorTemplate(), { parameters: { TrustedPrincipalArn: TRUSTED, ...parameters } });
  return roleNamed(stack, OPERATOR_ROLE);
}
