import { CfnMapping, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { archiveText, loadingLine } from './archive.ts';

/** Gives each function its inline code. */
export interface FunctionCode {
  /** For `Code.ZipFile`, which CloudFormation writes to `index.js`, a CommonJS module. */
  of(functionName: string): string;
}

/** Puts the bundles into the template, once for all functions. */
export function addFunctionCode(scope: Construct, bundles: Readonly<Record<string, string>>): FunctionCode {
  const mapping = new CfnMapping(scope, 'Code', {
    mapping: { Functions: { Archive: archiveText(bundles) } },
    lazy: false,
  });
  return {
    of: (functionName) => Fn.join('', [mapping.findInMap('Functions', 'Archive'), loadingLine(functionName)]),
  };
}
