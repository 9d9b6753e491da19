import { automationRoleArn } from '../../product/role-path.ts';
import { VERSION } from '../../product/version.ts';
import { PackStack } from '../stacks/pack-stack.ts';
import { synthesizeAlone } from '../templates/synthesize.ts';
import { type Template, toYaml } from '../templates/template.ts';

/** The account and the partition from which a pack is deployed. */
export interface PackEnvironment {
  /**
   * The id of the account. For an organization's pack it is the id of the management account; Config replaces
   * it with the id of each member account.
   */
  readonly accountId: string;
  readonly partition: string;
  /** The parameter RolePath of the account template; `/` by default. */
  readonly rolePath?: string;
}

/** The sections of the pack's template: its rule and remediation, and their parameters and conditions. */
const SECTIONS = ['Parameters', 'Conditions', 'Resources'];

/** Synthesizes the template of the conformance pack. */
export function packTemplate(environment: PackEnvironment): Template {
  const template = synthesizeAlone(
    (app) => new PackStack(app, 'ConformancePack', automationRoleArn(environment, environment.rolePath)),
  );
  return Object.fromEntries(SECTIONS.map((section) => [section, template[section]]));
}

/** The conformance pack as a text for `aws configservice put-conformance-pack --template-body`. */
export function packYaml(environment: PackEnvironment): string {
  const heading = [
    `# One Active Key ${VERSION}: conformance pack. First deploy one-active-key.template.yaml with ` +
      'ConfigRule=None, which',
    '# contains the functions, roles and runbooks; see conformance-pack/README.md.',
    `# The ARN of the automation role names the account ${environment.accountId}. For your account: npm ` +
      'run --silent pack -- --account YOURS',
  ];
  return `${heading.join('\n')}\n${toYaml(packTemplate(environment))}`;
}
