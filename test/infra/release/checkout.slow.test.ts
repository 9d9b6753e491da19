import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uncommittedFiles } from '../../../infra/release/checkout.ts';

describe('the files of a checkout that are in no commit', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, stdio: 'pipe' });
  const write = (name: string, text: string) => writeFileSync(join(checkout, name), text);
  beforeAll(() => {
    git('init', '--quiet');
    write('.gitignore', 'dist\n');
    write('kept.txt', 'a');
    git('add', '.');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'a');
  });
  afterAll(() => rmSync(checkout, { recursive: true }));

  it('none, although a file is ignored', () => {
    write('dist', 'built');
    expect(uncommittedFiles(checkout)).toEqual([]);
  });

  it('a changed one, and one that git does not know, whatever its name', () => {
    write('kept.txt', 'b');
    write('new\nline.txt', 'c');
    expect(uncommittedFiles(checkout)).toEqual(['"kept.txt"', '"new\\nline.txt"']);
  });
});
