import toRegexRange from 'to-regex-range';

/** A regular expression for whole numbers between two bounds, both included, without sign, space or leading zero. */
export function wholeNumberPattern(min: number, max: number): string {
  return `^${toRegexRange(min, max)}$`;
}

/** An ARN of a service in any partition; `rest` is what comes after the service, a regular expression. Or nothing. */
export function optionalArnPattern(service: string, rest: string): string {
  return `^(arn:aws[a-z-]*:${service}:${rest})?$`;
}
