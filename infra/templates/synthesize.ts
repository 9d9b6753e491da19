import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { acknowledgeFindings } from '../acknowledgements.ts';
import type { Template } from './template.ts';

/** Calls `work` with a temporary folder and then deletes the folder. */
export function withTemporaryFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Synthesizes one stack in an app of its own, for a template that contains another template as a text. */
export function synthesizeAlone(create: (app: App) => Stack): Template {
  return withTemporaryFolder((outdir) => {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = create(app);
    acknowledgeFindings(stack);
    return app.synth().getStackByName(stack.stackName).template;
  });
}
