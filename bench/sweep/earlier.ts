import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** The last commit whose sources are version 0.1.0; no tag was set then. */
export const VERSION_0_1 = '6a6d5b9a818024e5c93de5d9be0a56e4c9e0161b';

/**
 * The code of the rule function of an earlier commit, bundled as today's is, so that both load the same SDK.
 * Undefined if the history does not have the commit: in a shallow clone, or in a copy without a history.
 */
export function ruleOfCommit(commit: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  try {
    const archive = spawnSync('git', ['-C', REPOSITORY, 'archive', '--format=tar', commit], {
      maxBuffer: 100_000_000,
    });
    if (archive.status !== 0) return undefined;
    const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout });
    if (unpacked.status !== 0) throw new Error(`Expected tar to unpack ${commit}: ${unpacked.stderr}`);
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
    return bundle(join(folder, 'rule/index.ts'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
