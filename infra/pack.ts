import { automationRoleArn } from '../product/names.ts';
import { VERSION } from '../product/version.ts';
import { PackStack } from './stacks/pack-stack.ts';
import { synthesizeAlone } from './synthesize.ts';
import { type Template, toYaml } from './template.ts';

/** Where a pack is deployed from. */
export interface PackEnvironment {
  /** The account itself; for an organization pack the management account, whose id Config replaces in each member. */
  readonly accountId: string;
  readonly partition: string;
}

/** What a pack's template may have: rules and remediations, and what they are parametrized with. */
const SECTIONS = ['Parameters', 'Conditions', 'Resources'];

/** The template of the conformance pack. */
export function packTemplate(environment: PackEnvironment): Template {
  const template = synthesizeAlone((app) => new PackStack(app, 'ConformancePack', automationRoleArn(environment)));
  return Object.fromEntries(SECTIONS.map((section) => [section, template[section]]));
}

/** The pack as `aws configservice put-conformance-pack --template-body` takes it. */
export function packYaml(environment: PackEnvironment): string {
  const heading = [
    `# One Active Key ${VERSION}: conformance pack. Its functions, roles and runbooks come with`,
    '# one-active-key-member.template.yaml; deploy that first. conformance-pack/README.md shows how.',
    `# The automation role is written out for account ${environment.accountId}: npm run --silent pack -- --account YOURS`,
  ];
  return `${heading.join('\n')}\n${toYaml(packTemplate(environment), 2)}`;
}
