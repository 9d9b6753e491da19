import toRegexRange from 'to-regex-range';

/**
 * A regular expression for whole numbers between two bounds, both included, without sign, space or leading
 * zero.
 */
export function wholeNumberPattern(min: number, max: number): string {
  return `^${toRegexRange(min, max)}$`;
}

/**
 * A regular expression for an ARN of a service in any partition, or for an empty text; `rest` matches the
 * rest of the ARN.
 */
export function optionalArnPattern(service: string, rest: string): string {
  return `^(arn:aws[a-z-]*:${service}:${rest})?$`;
}
