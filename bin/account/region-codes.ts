import { UsageError } from '../command-line/errors.ts';

/** A code of a Region, such as `us-gov-west-1`; it becomes a part of a host's name. */
export const REGION_CODE = /^[a-z]{2,5}(-[a-z]+){1,3}-\d{1,2}$/;

/** Parses `--regions`, codes with commas between them; throws `UsageError` for any other text. */
export function parseRegions(given: string): readonly string[] {
  const codes = given.split(',');
  if (codes.every((code) => REGION_CODE.test(code))) return [...new Set(codes)].toSorted();
  throw new UsageError(
    `--regions: expected codes of Regions such as us-east-1,eu-west-1; received "${given}"`,
  );
}
