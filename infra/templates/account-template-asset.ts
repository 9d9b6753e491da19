import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { AccountStack } from '../stacks/account-stack.ts';
import { synthesizeAlone, withTemporaryFolder } from './synthesize.ts';
import { toYaml } from './template.ts';

/**
 * Adds the account template to the assets of a stack and returns its https URL in the bucket of CDK's
 * bootstrap stack, which is in the account and Region of the stack. The key of the object is the hash of its
 * content, so another version has another URL, and CloudFormation updates the StackSet.
 */
export function addAccountTemplateAsset(stack: Stack): string {
  const template = synthesizeAlone((app) => new AccountStack(app, 'OneActiveKey'));
  return withTemporaryFolder((folder) => {
    const path = join(folder, 'one-active-key.template.yaml');
    writeFileSync(path, toYaml(template));
    // CDK copies the file at once, so the folder may go.
    return new Asset(stack, 'AccountTemplate', { path }).httpUrl;
  });
}
