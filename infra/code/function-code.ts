import { CfnMapping, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { archiveText, loadingLine } from './archive.ts';
import { minifiedFunctions } from './bundles.ts';

let archive: string | undefined;

/** The archive that is deployed; built once, since several stacks contain it and terser is slow. */
export function deployedArchive(): string {
  archive ??= archiveText(minifiedFunctions());
  return archive;
}

/** Gives each function its inline code. */
export interface FunctionCode {
  /** The value of `Code.ZipFile`, which CloudFormation writes to `index.js`, a CommonJS module. */
  of(functionName: string): string;
}

/** Adds a mapping with the archive, which all functions of the stack share. */
export function addFunctionCode(scope: Construct): FunctionCode {
  const mapping = new CfnMapping(scope, 'Code', {
    mapping: { Functions: { Archive: deployedArchive() } },
    lazy: false,
  });
  return {
    of: (functionName) => Fn.join('', [mapping.findInMap('Functions', 'Archive'), loadingLine(functionName)]),
  };
}
