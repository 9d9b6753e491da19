import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from './acknowledgements.ts';
import { AccountStack } from './stacks/account-stack.ts';
import { ForwardingStack } from './stacks/forwarding-stack.ts';
import { MemberStack } from './stacks/member-stack.ts';

/** The stacks, by the names that `cdk deploy` takes. */
export const STACKS = {
  OneActiveKey: AccountStack,
  OneActiveKeyMember: MemberStack,
  OneActiveKeyForwarding: ForwardingStack,
} as const;

/**
 * The app with all stacks; cdk-nag's AwsSolutions pack is part of it, so that `synth` throws on a finding that nobody
 * has acknowledged with a reason.
 */
export function createApp(outdir?: string): App {
  const app = new App({ ...(outdir ? { outdir } : {}), analyticsReporting: false });
  for (const [id, Stack] of Object.entries(STACKS)) acknowledgeFindings(new Stack(app, id));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
