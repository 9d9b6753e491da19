import { App, DefaultStackSynthesizer, type IStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { AccountStack } from './stacks/account-stack.ts';
import { ApprovalStack } from './stacks/approval-stack.ts';
import { CentralStack } from './stacks/central-stack.ts';
import { ForwardingStack } from './stacks/forwarding-stack.ts';
import { OrganizationStack } from './stacks/organization-stack.ts';
import type { PlainStack } from './stacks/plain-stack.ts';
import { SecurityHubStack } from './stacks/security-hub-stack.ts';
import { addAccountTemplateAsset } from './templates/account-template-asset.ts';

type AddStack = (app: App, id: string) => PlainStack;

/** The stacks, by the name that `cdk deploy` takes. */
const STACKS: Readonly<Record<string, AddStack>> = {
  OneActiveKey: (app, id) => new AccountStack(app, id),
  OneActiveKeyApproval: (app, id) => new ApprovalStack(app, id),
  OneActiveKeyCentral: (app, id) => new CentralStack(app, id),
  OneActiveKeyForwarding: (app, id) => new ForwardingStack(app, id),
  OneActiveKeyOrganization: (app, id) => new OrganizationStack(app, id),
  OneActiveKeySecurityHub: (app, id) => new SecurityHubStack(app, id),
};

/** The stacks that CDK deploys in another way than CloudFormation alone. */
const CDK_STACKS: Readonly<Record<string, AddStack>> = {
  OneActiveKeyOrganization: (app, id) =>
    new OrganizationStack(app, id, {
      // Under exactOptionalPropertyTypes, CDK's class is not assignable to CDK's own interface.
      synthesizer: new DefaultStackSynthesizer() as IStackSynthesizer,
      addTemplate: addAccountTemplateAsset,
    }),
};

/**
 * Creates the app with all stacks as templates that can be deployed without CDK. The app includes cdk-nag's
 * AwsSolutions pack: `synth` throws on a finding that is not acknowledged with a reason.
 */
export function createApp(outdir?: string): App {
  return appWith(STACKS, outdir);
}

/**
 * Creates the app for the CDK command line. It differs in the organization's stack, which needs no
 * TemplateUrl: the account template is an asset. `synth` throws as that of `createApp` does.
 */
export function createCdkApp(outdir?: string): App {
  return appWith({ ...STACKS, ...CDK_STACKS }, outdir);
}

function appWith(stacks: Readonly<Record<string, AddStack>>, outdir?: string): App {
  const app = new App({ ...(outdir ? { outdir } : {}), analyticsReporting: false });
  for (const [id, add] of Object.entries(stacks)) acknowledgeFindings(add(app, id));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
