import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import type { Template } from '../../../infra/templates/template.ts';
import { importsIn } from '../architecture/modules.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The templates of all stacks, by stack; absent if no test file of the run imports them. */
    readonly templates: Readonly<Record<string, Template>>;
  }
}

/** The module that hands the templates to the tests. */
const TEMPLATES = fileURLToPath(new URL('templates.ts', import.meta.url));

/**
 * Synthesizes the templates once for all test files, and only if one of them imports the templates, since CDK
 * takes seconds to load.
 */
export async function setup(project: TestProject): Promise<void> {
  if (!importTemplates(project.vitest.state.getPaths())) return;
  const { synthesizeTemplates } = await import('../../../infra/build/build.ts');
  project.provide('templates', synthesizeTemplates());
}

/** Whether one of the files imports the templates, itself or through other files. */
function importTemplates(files: readonly string[]): boolean {
  const reached = new Set(files);
  for (const file of reached) {
    if (file === TEMPLATES) return true;
    const source = file.endsWith('.ts') ? readFileSync(file, 'utf8') : '';
    for (const { target, isInProject } of importsIn(new Map([[file, source]]))) {
      if (isInProject) reached.add(target);
    }
  }
  return false;
}
