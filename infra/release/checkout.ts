import { execFileSync } from 'node:child_process';

/**
 * The paths in a checkout whose content is in no commit, and those that git does not know; what `.gitignore`
 * names is left out. Throws what git says if the folder is no checkout.
 */
export function uncommittedFiles(checkout = '.'): readonly string[] {
  const status = execFileSync('git', ['status', '--porcelain', '-z', '--no-renames'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  return status.split('\0').flatMap((line) => (line === '' ? [] : [JSON.stringify(line.slice(3))]));
}
