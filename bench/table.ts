/** Begins a Markdown table on standard output. */
export function printTableHeader(title: string, columns: readonly string[]): void {
  process.stdout.write(`\n## ${title}\n\n`);
  printRow(columns);
  printRow(columns.map(() => '---'));
}

/** Writes one row. */
export function printRow(cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** A part of a whole, for a cell. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
