import { readFileSync } from 'node:fs';

/** A line of the table in docs/failures.md. */
export interface Row {
  readonly scenario: string;
  /** The calls that it concerns: `iam:ListAccessKeys after a write`. */
  readonly calls: readonly string[];
  /** Whether one call is met, or that one and all further calls of its operation, or either. */
  readonly extents: readonly Extent[];
  readonly faults: readonly string[];
  readonly reported: string;
  readonly left: readonly string[];
  readonly fails: string;
  readonly tells: readonly string[];
  readonly heals: string;
}

export type Extent = 'once' | 'always';

export const EXTENTS: readonly Extent[] = ['once', 'always'];

/** What is in quotes of code in a cell. */
export const quoted = (cell: string): string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, text = '']) => text);

const list = (cell: string) => cell.split(', ').filter((word) => word !== '' && word !== '–');

/** The rows of the table; an empty first cell repeats the one above. */
export function readTable(): Row[] {
  const page = readFileSync(new URL('../../docs/failures.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('| function, at what |');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  let scenario = '';
  return lines.map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, first = '', calls = '', met = '', reported = '', left = '', fails = '', tells = '', heals = ''] =
      cells;
    scenario = first.replaceAll('`', '') || scenario;
    const extents = EXTENTS.filter((extent) => met.startsWith(`${extent}: `));
    return {
      scenario,
      reported,
      fails,
      heals,
      calls: list(calls.replaceAll('`', '')),
      extents: extents.length > 0 ? extents : EXTENTS,
      faults: list(met.replace(/^(once|always): /, '')),
      left: list(left),
      tells: list(tells.replaceAll('`', '')),
    };
  });
}

/** A row in a few words, for the title of its test. */
export const titleOf = ({ scenario, calls, extents, faults }: Row): string =>
  `${scenario}: ${calls.join(', ')}: ${extents.length === 1 ? `${extents[0]}: ` : ''}${faults.join(', ')}`;
