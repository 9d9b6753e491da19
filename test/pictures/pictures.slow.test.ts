import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/bare-environment.ts';
import { hasChromium } from '../support/chromium.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const picturesOn = (page: string) =>
  readFileSync(root(page), 'utf8').match(/(?<=pictures\/)[\w-]+\.png/g) ?? [];

const shown = [...new Set(['README.md', 'docs/decide.md'].flatMap(picturesOn))];

describe('the pictures of the report', () => {
  it('exist in light and dark, wide and narrow, and on paper', () => {
    expect(shown).toHaveLength(15);
    expect(shown.filter((file) => !existsSync(root(`docs/pictures/${file}`)))).toEqual([]);
  });

  it('are all shown', () => {
    expect(readdirSync(root('docs/pictures')).toSorted()).toEqual(shown.toSorted());
  });

  it.skipIf(!hasChromium())('are those that the script takes', () => {
    const folder = emptyFolder();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', root('test/pictures/main.ts'), folder],
      { encoding: 'utf8', cwd: root('.') },
    );
    expect(status, stderr).toBe(0);
    expect(readdirSync(folder)).toEqual(shown.toSorted());
  });
});
