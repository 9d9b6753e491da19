import { parse } from 'yaml';

/** A function of a template. */
export interface DeployedFunction {
  readonly name: string;
  /** The content of `index.js` that CloudFormation writes. */
  readonly code: string;
  readonly memoryMegabytes: number;
}

/** The sections that this module reads; a short form of an intrinsic function is read as the list of its arguments. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
  readonly Mappings?: { readonly Code?: { readonly Functions: { readonly Archive: string } } };
}

interface Properties {
  readonly FunctionName: string;
  readonly MemorySize: number;
  /** The arguments of `!Join`: the archive, by `!FindInMap`, and the line that loads a function from it. */
  readonly Code: {
    readonly ZipFile: readonly [separator: string, texts: readonly [readonly string[], string]];
  };
}

/** Reads the functions of a template; their code is joined as CloudFormation joins it. */
export function functionsIn(templateYaml: string): readonly DeployedFunction[] {
  return Object.values(read(templateYaml).Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties: { FunctionName, MemorySize, Code } }) => {
      const [separator, [, line]] = Code.ZipFile;
      const code = [archiveIn(templateYaml), line].join(separator);
      return { name: FunctionName, code, memoryMegabytes: MemorySize };
    });
}

/** The archive that all functions of a template share; empty if the template has none. */
export function archiveIn(templateYaml: string): string {
  return read(templateYaml).Mappings?.Code?.Functions.Archive ?? '';
}

function read(templateYaml: string): Template {
  return parse(templateYaml, { logLevel: 'error' });
}
