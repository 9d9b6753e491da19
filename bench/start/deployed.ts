import { parse } from 'yaml';

/** A function of a template. */
export interface DeployedFunction {
  readonly name: string;
  /** The content of `index.js` that CloudFormation writes. */
  readonly code: string;
  readonly memoryMegabytes: number;
}

/** The section that this module reads. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}

interface Properties {
  readonly FunctionName: string;
  readonly MemorySize: number;
  readonly Code: { readonly ZipFile: string };
}

/** The Lambda functions that a template in YAML declares, with the code that is written in the template. */
export function functionsIn(templateYaml: string): readonly DeployedFunction[] {
  // The short forms of intrinsic functions are unknown tags to the parser; none of them is read here.
  const { Resources } = parse(templateYaml, { logLevel: 'error' }) as Template;
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties: { FunctionName, MemorySize, Code } }) => ({
      name: FunctionName,
      code: Code.ZipFile,
      memoryMegabytes: MemorySize,
    }));
}
