import { buildSync } from 'esbuild';

type WorkflowParser = typeof import('@actions/workflow-parser');

/** GitHub's parser, bundled, since the package imports JSON without the attribute that Node.js demands. */
async function loadParser(): Promise<WorkflowParser> {
  const { outputFiles } = buildSync({
    stdin: { contents: "export * from '@actions/workflow-parser';", resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Its dependency yaml is CommonJS and requires modules of Node.js.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire('${import.meta.url}');`,
    },
    write: false,
  });
  const [{ text } = { text: '' }] = outputFiles;
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

const parser = await loadParser();

/** The errors that GitHub's own parser of workflows finds, in the syntax and in the expressions. */
export async function workflowErrors(content: string): Promise<readonly string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = parser;
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  const syntax = context.errors.getErrors().map(({ message }) => message);
  if (!value || syntax.length > 0) return syntax;
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return errors.map(({ Message }) => Message);
}
