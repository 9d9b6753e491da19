import { readFileSync } from 'node:fs';

/** A line of the table in faults.md. */
export interface Row {
  readonly scenario: string;
  /** The calls that it concerns: `iam:ListAccessKeys after a write`. */
  readonly calls: readonly string[];
  /** `once`: the fault occurs at one call; `always`: also at all later calls of the operation. */
  readonly extents: readonly Extent[];
  readonly faults: readonly string[];
  readonly reported: string;
  readonly leftBehind: readonly string[];
  readonly fails: string;
  readonly alarmsAndMessages: readonly string[];
  readonly recovery: string;
}

export type Extent = 'once' | 'always';

export const EXTENTS: readonly Extent[] = ['once', 'always'];

/** The texts in backquotes in a cell. */
export const quoted = (cell: string): string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, text = '']) => text);

const listIn = (cell: string) => cell.split(', ').filter((item) => item !== '' && item !== '–');

/** The rows of the table; an empty first cell means the same scenario as in the row above. */
export function readTable(): Row[] {
  const page = readFileSync(new URL('./faults.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('| function, at what |');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  let scenario = '';
  return lines.map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, first = '', calls = '', faults = '', reported = '', leftBehind = '', fails = ''] = cells;
    const [alarms = '', recovery = ''] = cells.slice(7);
    scenario = first.replaceAll('`', '') || scenario;
    const extents = EXTENTS.filter((extent) => faults.startsWith(`${extent}: `));
    return {
      scenario,
      reported,
      fails,
      recovery,
      calls: listIn(calls.replaceAll('`', '')),
      extents: extents.length > 0 ? extents : EXTENTS,
      faults: listIn(faults.replace(/^(once|always): /, '')),
      leftBehind: listIn(leftBehind),
      alarmsAndMessages: listIn(alarms.replaceAll('`', '')),
    };
  });
}

/** The title of the tests of a row. */
export const titleOf = ({ scenario, calls, extents, faults }: Row): string =>
  `${scenario}: ${calls.join(', ')}: ${extents.length === 1 ? `${extents[0]}: ` : ''}${faults.join(', ')}`;
