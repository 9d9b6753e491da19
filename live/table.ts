import { getBorderCharacters, table } from 'table';
import { clean } from '../bin/formats/clean.ts';
import type { Answer, Question } from './question.ts';

/** A question and its answer. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer;
}

/** The narrowest columns of texts that can still be read. */
const MIN_TEXT_WIDTH = 20;

/** The widths of the columns that do not wrap, and of all borders. */
const FIXED_WIDTH = 3 + 12 + 16;

/** The answers as a table, which fits into `width` characters. */
export function toTable(answers: readonly Answered[], width: number): string {
  const textWidth = Math.max(MIN_TEXT_WIDTH, Math.floor((width - FIXED_WIDTH) / 3));
  const text = { width: textWidth, wrapWord: true };
  const rows = answers.map(({ question: { row, question, assumed }, answer: { observed, comparison } }) => [
    String(row),
    question,
    clean(observed),
    assumed,
    comparison,
  ]);
  return table([['Row', 'Question', 'Observed', 'The code assumes', 'Answer'], ...rows], {
    border: getBorderCharacters('norc'),
    columns: [{ width: 3 }, text, text, text, { width: 12 }],
  });
}
