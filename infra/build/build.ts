/** `npm run build` writes the templates, and the code of the functions for people to read. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { loadingLine } from '../code/archive.ts';
import { bundleFunctions } from '../code/bundles.ts';
import { deployedArchive } from '../code/function-code.ts';
import { withTemporaryFolder } from '../templates/synthesize.ts';
import { MAX_TEMPLATE_OBJECT_BYTES, type Template, toYaml } from '../templates/template.ts';

/** The file name of each stack's template, by stack. */
export const TEMPLATE_FILES: Readonly<Record<string, string>> = {
  OneActiveKey: 'one-active-key.template.yaml',
  OneActiveKeyMember: 'one-active-key-member.template.yaml',
  OneActiveKeyDeletion: 'one-active-key-deletion.template.yaml',
  OneActiveKeyForwarding: 'one-active-key-forwarding.template.yaml',
  OneActiveKeyOrganization: 'one-active-key-organization.template.yaml',
};

/** Synthesizes the templates of all stacks, by stack. */
export function synthesizeTemplates(): Readonly<Record<string, Template>> {
  return withTemporaryFolder((outdir) => {
    const { stacks } = createApp(outdir).synth();
    return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template]));
  });
}

/**
 * Writes all files and returns one line about each template; throws before it writes any file if a template is larger
 * than CloudFormation accepts.
 */
export function build(directory: string): readonly string[] {
  const files = Object.entries(synthesizeTemplates()).map(([stack, template]) => ({
    file: join(directory, TEMPLATE_FILES[stack] ?? `${stack}.template.yaml`),
    text: toYaml(template),
  }));
  for (const { file, text } of files) assertWithinLimit(file, text);
  const functions = functionFiles(join(directory, 'functions'));
  mkdirSync(join(directory, 'functions'), { recursive: true });
  for (const { file, text } of [...files, ...functions]) writeFileSync(file, text);
  return files.map(({ file, text }) => `${file} (${Buffer.byteLength(text)} bytes)`);
}

/** Two files of each function: its code for people to read, and its code as CloudFormation writes it to `index.js`. */
function functionFiles(directory: string): readonly { readonly file: string; readonly text: string }[] {
  return Object.entries(bundleFunctions()).flatMap(([name, text]) => [
    { file: join(directory, `${name}.js`), text },
    { file: join(directory, `${name}.deployed.js`), text: deployedArchive() + loadingLine(name) },
  ]);
}

function assertWithinLimit(file: string, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_TEMPLATE_OBJECT_BYTES) return;
  throw new Error(`${file}: expected at most ${MAX_TEMPLATE_OBJECT_BYTES} bytes; received ${bytes}`);
}
