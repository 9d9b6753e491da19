import { describe, expect, it } from 'vitest';
import type { Message } from '../../notification/occurrence.ts';
import { RUN_FAILED } from '../../notification/texts/after.ts';
import { written } from '../../notification/texts/phrase.ts';
import { CAUSES } from './causes.ts';
import {
  type Advice,
  adviceBelow,
  CALLS,
  CAUSES_OF_PAGE,
  findAdvice,
  HEADINGS,
  headingOf,
  RECOVERIES,
  recoveriesIn,
  sectionOf,
} from './page.ts';
import { quoted, type Row, readTable, titleOf } from './table.ts';

const evidence = readTable();

/** The row of the page in which somebody finds a row of the evidence. */
function adviceFor(row: Row): Advice | undefined {
  const texts = quoted(row.reported);
  return findAdvice(headingOf(row), (text) => texts.includes(text));
}

const rowsBehind = (advice: Advice): readonly Row[] => evidence.filter((row) => adviceFor(row) === advice);

const operationsOf = ({ calls }: Row): string[] => calls.map((call) => call.split(' ')[0] ?? '');

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** A failed runbook is told in the sentence of its message, with an ellipsis for the name of the runbook. */
const TOLD = RUN_FAILED.happened({ source: { kind: 'runbook', name: '…' } } as unknown as Message);

const onPage = (alarm: string): string =>
  alarm === 'A runbook of One Active Key did not succeed'
    ? written(TOLD, (text) => text).replace(/\.$/, '')
    : alarm;

describe('docs/failures.md', () => {
  it('tells people to set a key to Active at once where the run could not, and not to start it again', () => {
    const [row] = adviceBelow('A deactivation').filter(
      ({ words }) => words[0] === 'could NOT be set to Active',
    );
    expect(sectionOf('A deactivation')).toContain('| run the command in the error now; only');
    expect(row?.recoveries).toEqual(['start again after 18 minutes']);
  });

  it('has a row for each row of the evidence', () => {
    expect(evidence.filter((row) => !adviceFor(row)).map(titleOf)).toEqual([]);
    // Every row of the evidence is for an error or an outcome, never for nothing.
    expect(evidence.length).toBeGreaterThan(250);
  });

  it('knows each recovery of the evidence, and no other', () => {
    expect(unique(evidence.map(({ recovery }) => recovery))).toEqual(unique(RECOVERIES));
    expect(recoveriesIn('start again; if refused start again with Force=true')).toEqual([
      'start again with Force=true',
      'start again',
    ]);
  });

  describe.each(HEADINGS)('%s', (heading) => {
    it('names each alarm of its evidence', () => {
      const alarms = evidence
        .filter((row) => headingOf(row) === heading)
        .flatMap((row) => row.alarmsAndMessages);
      const text = sectionOf(heading === 'An undo' || heading === 'A deletion' ? 'A deactivation' : heading);
      expect(unique(alarms).filter((alarm) => !text.includes(onPage(alarm)))).toEqual([]);
    });

    describe.each(adviceBelow(heading))('$title', (advice) => {
      it('says to do what its evidence says, and nothing else', () => {
        expect(unique(advice.recoveries)).toEqual(unique(rowsBehind(advice).map(({ recovery }) => recovery)));
      });

      it.each([
        { word: 'a lease', isMeant: (state: string) => state === 'a lease' },
        { word: 'Inactive', isMeant: (state: string) => state.includes('Inactive') },
        { word: 'deleted', isMeant: (state: string) => /key(s)? deleted/.test(state) && !/^no /.test(state) },
      ])('says whether it may leave behind: $word', ({ word, isMeant }) => {
        const states = rowsBehind(advice).flatMap((row) => row.leftBehind);
        const text = advice.leftBehind.replace('deleted users', '');
        expect(text.includes(word)).toBe(states.some(isMeant));
      });
    });
  });

  it('has each operation of the evidence in one row of the table by call, and no other', () => {
    expect(CALLS.toSorted()).toEqual(unique(evidence.flatMap(operationsOf)));
  });

  it.each(Object.entries(CAUSES))('has the cause of the fault "%s"', (_, cause) => {
    expect(CAUSES_OF_PAGE.flat().some((name) => cause.test(name))).toBe(true);
  });
});
