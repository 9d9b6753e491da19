import { invalid } from './refusals.ts';

/**
 * A number with the precision of DynamoDB: `0.` followed by the digits, times ten to the power of the
 * exponent.
 */
interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros at either end; empty for zero. */
  readonly digits: string;
  readonly exponent: number;
}

/** The number of significant digits of a number (Developer Guide, Supported data types: Number). */
const MAX_DIGITS = 38;

/**
 * The limits of the magnitude, 1E-130 and 9.99…E+125, as exponents of numbers that begin with `0.` (same
 * place).
 */
const MAX_EXPONENT = 126;
const MIN_EXPONENT = -129;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * A number as DynamoDB returns it: without an exponent and without unnecessary zeros; throws its error for
 * others.
 */
export function canonicalNumber(text: string): string {
  const { isNegative, digits, exponent } = decimalOf(text);
  if (digits === '') return '0';
  if (digits.length > MAX_DIGITS)
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  if (exponent > MAX_EXPONENT) throw outOfRange('overflow', 'larger');
  if (exponent < MIN_EXPONENT) throw outOfRange('underflow', 'smaller');
  const whole = exponent > 0 ? digits.slice(0, exponent).padEnd(exponent, '0') : '0';
  const fraction = exponent > 0 ? digits.slice(exponent) : '0'.repeat(-exponent) + digits;
  return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Compares two numbers that DynamoDB accepts, as a function for `sort` does. */
export function compareNumbers(one: string, other: string): number {
  const [a, b] = [decimalOf(one), decimalOf(other)];
  if (signOf(a) !== signOf(b)) return signOf(a) - signOf(b);
  return a.isNegative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  // Zero has no digits, and its exponent has no meaning.
  if (a.digits === '') return 0;
  if (a.exponent !== b.exponent) return a.exponent - b.exponent;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}

function signOf({ isNegative, digits }: Decimal): number {
  if (digits === '') return 0;
  return isNegative ? -1 : 1;
}

function decimalOf(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const written = whole + fraction;
  if (written === '') {
    const received = text === '' ? '' : `: ${text}`;
    throw invalid(`The parameter cannot be converted to a numeric value${received}`);
  }
  const withoutLeading = written.replace(/^0+/, '');
  const leadingZeros = written.length - withoutLeading.length;
  return {
    isNegative: sign === '-',
    digits: withoutLeading.replace(/0+$/, ''),
    exponent: Number(exponent) + whole.length - leadingZeros,
  };
}

function outOfRange(kind: string, comparison: string): Error {
  return invalid(
    `Number ${kind}. Attempting to store a number with magnitude ${comparison} than supported range`,
  );
}
