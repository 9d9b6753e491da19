import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/bare-environment.ts';
import { hasChromium } from '../support/chromium.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const shown = [...new Set(readFileSync(root('README.md'), 'utf8').match(/docs\/pictures\/[\w-]+\.png/g))];

describe('the pictures in the README', () => {
  it('exist in light and dark, wide and narrow', () => {
    expect(shown).toHaveLength(4);
    expect(shown.filter((file) => !existsSync(root(file)))).toEqual([]);
  });

  it.skipIf(!hasChromium())('are those that the script takes', () => {
    const folder = emptyFolder();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', root('test/pictures/main.ts'), folder],
      { encoding: 'utf8', cwd: root('.') },
    );
    expect(status, stderr).toBe(0);
    expect(readdirSync(folder).map((file) => `docs/pictures/${file}`)).toEqual(shown.toSorted());
  });
});
