import type { ConfigRule } from '@aws-sdk/client-config-service';
import { HOUR_MS } from '../policy/policy.ts';

/** The values of MaximumExecutionFrequency in milliseconds (AWS Config API Reference, SourceDetail). */
const FREQUENCIES_MS: Readonly<Record<string, number>> = {
  One_Hour: HOUR_MS,
  Three_Hours: 3 * HOUR_MS,
  Six_Hours: 6 * HOUR_MS,
  Twelve_Hours: 12 * HOUR_MS,
  TwentyFour_Hours: 24 * HOUR_MS,
};

/**
 * The length of the schedule of a rule, in milliseconds: the shortest of its frequencies. Without one it is
 * 24 hours, the default of AWS Config; a value that AWS may add counts as one hour, which can only make a
 * sweep more.
 */
export function frequencyMsOf({ Source, MaximumExecutionFrequency: top }: ConfigRule): number {
  const details = Array.isArray(Source?.SourceDetails) ? Source.SourceDetails : [];
  const given = [top, ...details.map((detail) => detail?.MaximumExecutionFrequency)].filter(
    (each) => each !== undefined && each !== null,
  );
  if (given.length === 0) return 24 * HOUR_MS;
  return Math.min(...given.map((each) => FREQUENCIES_MS[each] ?? HOUR_MS));
}
