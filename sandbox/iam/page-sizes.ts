import type { IamService } from './service.ts';

/**
 * The sizes of pages: as requested, or short ones. A short page has at least one item, and often fewer items
 * than are left.
 */
export function pageSizes(shortPages: boolean, random: () => number): IamService['pageSize'] {
  if (!shortPages) return (maximum) => maximum;
  return (maximum, left) => 1 + Math.floor(random() * Math.min(maximum, left));
}
