import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../templates/template.ts';
import { parametersFile } from './parameters-file.ts';

/**
 * A Terraform module: the stack whose template it deploys, and the parameters that the module itself gives.
 */
export interface TerraformModule {
  readonly stack: string;
  readonly omitted: readonly string[];
}

/** The modules, by their folder in `terraform/`. */
export const TERRAFORM_MODULES: Readonly<Record<string, TerraformModule>> = {
  account: { stack: 'OneActiveKey', omitted: [] },
  approval: { stack: 'OneActiveKeyApproval', omitted: [] },
  central: { stack: 'OneActiveKeyCentral', omitted: [] },
  forwarding: { stack: 'OneActiveKeyForwarding', omitted: [] },
  organization: { stack: 'OneActiveKeyOrganization', omitted: ['TemplateUrl'] },
  'security-hub': { stack: 'OneActiveKeySecurityHub', omitted: [] },
};

/** The generated file of each module. */
export const PARAMETERS_FILE = 'parameters.tf';

/** Writes the generated file of every module, and returns their paths. */
export function writeTerraform(
  directory: string,
  templates: Readonly<Record<string, Template>>,
): readonly string[] {
  return Object.entries(TERRAFORM_MODULES).map(([name, { stack, omitted }]) => {
    const template = templates[stack];
    if (!template)
      throw new Error(`Expected a template of the stack ${stack}; received ${Object.keys(templates)}`);
    const file = join(directory, name, PARAMETERS_FILE);
    writeFileSync(file, parametersFile(template, omitted));
    return file;
  });
}
