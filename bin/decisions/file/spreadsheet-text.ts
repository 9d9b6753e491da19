/** What our writer of CSV and spreadsheets do to a text, and how it is read back. */

/** The signs with which a formula begins, also in full width, after spaces that a spreadsheet passes over. */
const FORMULA = '\\s*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]';

/** The errors that spreadsheets show, and save, in the place of a formula that they could not calculate. */
const ERROR = '\\s*(?:#(?:NAME\\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\\d{3})\\s*$';

const UNPROTECTED = new RegExp(`^(?:'+${FORMULA}|'*${ERROR})`, 'u');

/**
 * A text that is written as it is to be read back: one that looks as if it had been protected gets one more
 * apostrophe, and so does one that looks like an error. The writer of all our CSV protects formulas.
 */
export const toProtected = (text: string): string => (UNPROTECTED.test(text) ? `'${text}` : text);

const PROTECTION = new RegExp(`^'(?='*(?:${FORMULA}|${ERROR}))`, 'u');

/** A text without the apostrophe that protected it. */
export const unprotected = (cell: string): string => cell.replace(PROTECTION, '');

const IS_ERROR = new RegExp(`^${ERROR}`, 'u');

/** What a spreadsheet made of a text: a formula, or the error of one; undefined if it is a text. */
export function spreadsheetValueIn(cell: string): string | undefined {
  if (/^\s*[=\uff1d]/u.test(cell)) return 'a formula';
  return IS_ERROR.test(cell) ? 'the error of a formula' : undefined;
}
