import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';

/**
 * The code of a function as an asset: the zip file that `npm run build` writes, and that the package
 * contains.
 */
export function assetCode(functionName: string): Code {
  const path = fileURLToPath(new URL(`../../dist/functions/${functionName}.zip`, import.meta.url));
  if (!existsSync(path)) {
    throw new Error(
      `Expected the code of ${functionName} in ${path}; received nothing. In a checkout run npm run build.`,
    );
  }
  return Code.fromAsset(path);
}
