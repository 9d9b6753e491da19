import { readPage, tableBelow } from '../support/pages.ts';
import { quoted, type Row } from './table.ts';

/** A row of docs/failures.md: what an error or an answer says, and what to do then. */
export interface Advice {
  readonly title: string;
  /** The names of the errors or outcomes that it is for; undefined for any. */
  readonly names: readonly string[] | undefined;
  /** The words that the error has besides. */
  readonly words: readonly string[];
  readonly leftBehind: string;
  readonly recoveries: readonly string[];
}

/**
 * What the table of the evidence can say is to be done; a longer one contains a shorter one, and so stands
 * before it.
 */
export const RECOVERIES = [
  'start again after 18 minutes with Force=true',
  'start again after 18 minutes',
  'start again with Force=true',
  'start again',
  'send the event again',
  'the next daily pass',
  'the next schedule',
  'nothing to do',
];

const page = readPage('docs/failures.md');

/**
 * The heading of each table, by the name that the table *By call* has for it, and the scenarios that are
 * about it.
 */
const SECTIONS: Readonly<Record<string, readonly [heading: string, scenarios: RegExp]>> = {
  rule: ['The rule', /^rule\b/],
  're-evaluation': ['The re-evaluation', /^re-evaluation\b/],
  deactivation: ['A deactivation', /^Deactivate\b/],
  undo: ['An undo', /^Reactivate\b/],
  deletion: ['A deletion', /^DeleteDeactivated\b/],
  'daily pass': ['The daily pass', /^DailyPass\b/],
};

const SUCCESSES = 'Without an alarm';

/** The headings of all tables of errors and answers. */
export const HEADINGS = [...Object.values(SECTIONS).map(([heading]) => heading), SUCCESSES];

/** The name of what makes the calls of a row of the evidence. */
export function callerOf({ scenario }: Row): string {
  const [caller] = Object.entries(SECTIONS).find(([, [, scenarios]]) => scenarios.test(scenario)) ?? [];
  if (!caller) throw new Error(`Expected a scenario that docs/failures.md knows; received ${scenario}`);
  return caller;
}

/** The heading whose table a row of the evidence is found in. */
export const headingOf = (row: Row): string =>
  row.fails === 'yes' ? (SECTIONS[callerOf(row)]?.[0] ?? '') : SUCCESSES;

/** The text below a heading. */
export const sectionOf = (heading: string): string =>
  page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

const adviceByHeading = new Map(
  HEADINGS.map((heading) => [heading, tableBelow(page, heading).map(toAdvice)]),
);

export const adviceBelow = (heading: string): readonly Advice[] => adviceByHeading.get(heading) ?? [];

function toAdvice([says = '', leftBehind = '', toDo = '']: readonly string[]): Advice {
  const [head = '', ...rest] = says.split('`: ');
  return {
    title: says,
    names: says.startsWith('any other') ? undefined : quoted(`${head}${rest.length > 0 ? '`' : ''}`),
    words: quoted(rest.join('`: ')),
    leftBehind,
    recoveries: recoveriesIn(toDo),
  };
}

/** The recoveries that a text names. */
export function recoveriesIn(text: string): string[] {
  let left = text;
  return RECOVERIES.filter((recovery) => {
    const isNamed = left.includes(recovery);
    left = left.replaceAll(recovery, '');
    return isNamed;
  });
}

/** The first row of a table that is for an error or an answer, of which `has` tells the texts that it has. */
export function findAdvice(heading: string, has: (text: string) => boolean): Advice | undefined {
  return adviceBelow(heading).find(
    ({ names, words }) => (names === undefined || names.some(has)) && words.every(has),
  );
}

/** The calls in the table *By call*. */
export const CALLS = tableBelow(page, 'By call').flatMap(([calls = '']) => quoted(calls));

/** The first cells of the table of causes. */
export const CAUSES_OF_PAGE = tableBelow(page, 'Find the row').map(([names = '']) => quoted(names));
