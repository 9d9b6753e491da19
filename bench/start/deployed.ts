import { parse } from 'yaml';

/** A function as a template has it. */
export interface DeployedFunction {
  readonly name: string;
  /** What CloudFormation writes to `index.js`. */
  readonly code: string;
  readonly memoryMegabytes: number;
}

/** The sections that are read, the short forms of CloudFormation's functions as the lists that follow them. */
interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
  readonly Mappings?: { readonly Code?: { readonly Functions: { readonly Archive: string } } };
}

interface Properties {
  readonly FunctionName: string;
  readonly MemorySize: number;
  /** `!Join` of the archive, by `!FindInMap`, and of the line that loads from it. */
  readonly Code: {
    readonly ZipFile: readonly [separator: string, texts: readonly [readonly string[], string]];
  };
}

/** The functions out of a template as it is written, their code joined as CloudFormation joins it. */
export function functionsIn(templateYaml: string): readonly DeployedFunction[] {
  return Object.values(read(templateYaml).Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties: { FunctionName, MemorySize, Code } }) => {
      const [separator, [, line]] = Code.ZipFile;
      const code = [archiveIn(templateYaml), line].join(separator);
      return { name: FunctionName, code, memoryMegabytes: MemorySize };
    });
}

/** The text that all functions of a template have in common; empty if it has none. */
export function archiveIn(templateYaml: string): string {
  return read(templateYaml).Mappings?.Code?.Functions.Archive ?? '';
}

function read(templateYaml: string): Template {
  return parse(templateYaml, { logLevel: 'error' });
}
