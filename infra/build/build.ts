/** `npm run build` writes the templates, and the code of the functions as files of their own. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { bundleFunctions } from '../code/bundles.ts';
import { zipOf } from '../code/zip.ts';
import { noticesOf, packageFoldersInCode, THIRD_PARTY_FILE } from '../command/third-party.ts';
import { withTemporaryFolder } from '../templates/synthesize.ts';
import { MAX_TEMPLATE_OBJECT_BYTES, type Template, toYaml } from '../templates/template.ts';

/** The file name of each stack's template, by stack. */
export const TEMPLATE_FILES: Readonly<Record<string, string>> = {
  OneActiveKey: 'one-active-key.template.yaml',
  OneActiveKeyApproval: 'one-active-key-approval.template.yaml',
  OneActiveKeyCentral: 'one-active-key-central.template.yaml',
  OneActiveKeyForwarding: 'one-active-key-forwarding.template.yaml',
  OneActiveKeyOrganization: 'one-active-key-organization.template.yaml',
  OneActiveKeySecurityHub: 'one-active-key-security-hub.template.yaml',
};

/** Synthesizes the templates of all stacks, by stack. */
export function synthesizeTemplates(): Readonly<Record<string, Template>> {
  return withTemporaryFolder((outdir) => {
    const { stacks } = createApp(outdir).synth();
    return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template]));
  });
}

/**
 * Writes all files and returns one line about each, with its size; throws before it writes any file if a
 * template is larger than CloudFormation accepts.
 */
export function build(directory: string): readonly string[] {
  const files = Object.entries(synthesizeTemplates()).map(([stack, template]) => ({
    file: join(directory, TEMPLATE_FILES[stack] ?? `${stack}.template.yaml`),
    content: toYaml(template),
  }));
  for (const { file, content } of files) assertWithinLimit(file, content);
  const functions = join(directory, 'functions');
  rmSync(functions, { recursive: true, force: true });
  mkdirSync(functions, { recursive: true });
  const written = [...files, ...functionFiles(functions)];
  for (const { file, content } of written) writeFileSync(file, content);
  return written.map(({ file, content }) => `${file} (${Buffer.byteLength(content)} bytes)`);
}

interface BuiltFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/**
 * Two files of each function: its code, byte for byte as the template contains it, and a zip file of the same
 * code. And the licences of the packages in them.
 */
function functionFiles(directory: string): readonly BuiltFile[] {
  const functions = bundleFunctions();
  const notices = noticesOf(packageFoldersInCode(Object.values(functions)));
  return [
    ...Object.entries(functions).flatMap(([name, code]) => [
      { file: join(directory, `${name}.js`), content: code },
      { file: join(directory, `${name}.zip`), content: zipOf(code) },
    ]),
    { file: join(directory, THIRD_PARTY_FILE), content: notices },
  ];
}

function assertWithinLimit(file: string, content: string): void {
  const bytes = Buffer.byteLength(content);
  if (bytes <= MAX_TEMPLATE_OBJECT_BYTES) return;
  throw new Error(`${file}: expected at most ${MAX_TEMPLATE_OBJECT_BYTES} bytes; received ${bytes}`);
}
