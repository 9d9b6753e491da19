/** Writes a heading and the header of a Markdown table to standard output. */
export function printTableHeader(title: string, columns: readonly string[]): void {
  process.stdout.write(`\n## ${title}\n\n`);
  printRow(columns);
  printRow(columns.map(() => '---'));
}

/** Writes one row of a table to standard output. */
export function printRow(cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** Formats a part of a whole as a percentage with one decimal. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
