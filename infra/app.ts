import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { AccountStack } from './stacks/account-stack.ts';
import { CentralStack } from './stacks/central-stack.ts';
import { ForwardingStack } from './stacks/forwarding-stack.ts';
import { OrganizationStack } from './stacks/organization-stack.ts';
import type { PlainStack } from './stacks/plain-stack.ts';

type AddStack = (app: App, id: string) => PlainStack;

/** The stacks, by the name that `cdk deploy` takes. */
const STACKS: Readonly<Record<string, AddStack>> = {
  OneActiveKey: (app, id) => new AccountStack(app, id),
  OneActiveKeyCentral: (app, id) => new CentralStack(app, id),
  OneActiveKeyForwarding: (app, id) => new ForwardingStack(app, id),
  OneActiveKeyOrganization: (app, id) => new OrganizationStack(app, id),
};

/**
 * Creates the app with all stacks. The app includes cdk-nag's AwsSolutions pack: `synth` throws on a finding that is not
 * acknowledged with a reason.
 */
export function createApp(outdir?: string): App {
  const app = new App({ ...(outdir ? { outdir } : {}), analyticsReporting: false });
  for (const [id, add] of Object.entries(STACKS)) acknowledgeFindings(add(app, id));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
