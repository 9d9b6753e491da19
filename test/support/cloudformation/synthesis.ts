import type { TestProject } from 'vitest/node';
import { synthesizeTemplates } from '../../../infra/build/build.ts';
import type { Template } from '../../../infra/templates/template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The templates of all stacks, by stack. */
    readonly templates: Readonly<Record<string, Template>>;
  }
}

/** Synthesizes the templates once for all test files, since CDK takes seconds to load. */
export function setup(project: TestProject): void {
  project.provide('templates', synthesizeTemplates());
}
