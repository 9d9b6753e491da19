import { CfnMapping, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { archiveText, loadingLine } from './archive.ts';
import { minifiedFunctions } from './bundles.ts';

let archive: string | undefined;

/** The archive that is deployed; made once, since several stacks hold it and terser takes its time. */
export function deployedArchive(): string {
  archive ??= archiveText(minifiedFunctions());
  return archive;
}

/** Gives each function its inline code. */
export interface FunctionCode {
  /** For `Code.ZipFile`, which CloudFormation writes to `index.js`, a CommonJS module. */
  of(functionName: string): string;
}

/** Puts the bundles into the template, once for all functions. */
export function addFunctionCode(scope: Construct): FunctionCode {
  const mapping = new CfnMapping(scope, 'Code', {
    mapping: { Functions: { Archive: deployedArchive() } },
    lazy: false,
  });
  return {
    of: (functionName) => Fn.join('', [mapping.findInMap('Functions', 'Archive'), loadingLine(functionName)]),
  };
}
