import { existsSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** The text of a page, by its path from the root of the repository. */
export function readPage(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** The anchor that GitHub gives to a heading: lower case, without punctuation, hyphens for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * The links of a page to files of the repository that do not exist, or to headings that their pages do not
 * have; throws for a page without links.
 */
export function brokenLinks(path: string): readonly string[] {
  const links = Array.from(readPage(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g), ([, link = '']) => link);
  if (links.length === 0) throw new Error(`Expected links in ${path}; received none`);
  return links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file ? new URL(file, new URL(path, ROOT)) : new URL(path, ROOT);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    const headings = readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm);
    return !Array.from(headings, ([, heading = '']) => anchorOf(heading)).includes(anchor);
  });
}

/** The lines of the table below a heading of a page, without its head, each as its cells. */
export function tableBelow(page: string, heading: string): readonly (readonly string[])[] {
  const [, section] = page.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`Expected the heading ${heading}; the page does not have it`);
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  const table = lines.slice(lines.findIndex(isRow));
  const end = table.findIndex((line) => !isRow(line));
  const rows = end < 0 ? table : table.slice(0, end);
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const isRow = (line: string) => line.startsWith('|');
