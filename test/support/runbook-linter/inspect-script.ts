import { spawnSync } from 'node:child_process';

/** Facts about a script that Python finds without running it. */
export interface ScriptFacts {
  /** Absent if the script compiles; if it does not, all other fields are empty. */
  readonly syntaxError?: string;
  readonly imports: readonly string[];
  /**
   * The top-level functions: the names of their parameters, and the keys of each dictionary that they return.
   */
  readonly functions: Readonly<
    Record<
      string,
      { readonly parameters: readonly string[]; readonly returned: readonly (readonly string[])[] }
    >
  >;
}

const INSPECTION = `
import ast, json, sys

def inside(node):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child
            yield from inside(child)

def describe(function):
    values = [node.value for node in inside(function) if isinstance(node, ast.Return)]
    keys = [[key.value for key in value.keys] for value in values if isinstance(value, ast.Dict)]
    return {"parameters": [argument.arg for argument in function.args.args], "returned": keys}

source = sys.stdin.buffer.read().decode()
try:
    compile(source, "script", "exec")
except SyntaxError as error:
    print(json.dumps({"syntaxError": str(error), "imports": [], "functions": {}}))
    sys.exit()
tree = ast.parse(source)
nodes = list(ast.walk(tree))
imports = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
imports += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
print(json.dumps({
    "imports": imports,
    "functions": {node.name: describe(node) for node in tree.body if isinstance(node, ast.FunctionDef)},
}))
`;

const inspected = new Map<string, ScriptFacts>();

/** Inspects a script; a second call for the same script starts no Python. */
export function inspectScript(python: string, script: string): ScriptFacts {
  const known = inspected.get(script);
  if (known) return known;
  const options = { input: script, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(python, ['-I', '-X', 'utf8', '-c', INSPECTION], options);
  if (stdout === '') throw new Error(`Python could not inspect the script: ${stderr}`);
  const facts = JSON.parse(stdout) as ScriptFacts;
  inspected.set(script, facts);
  return facts;
}
