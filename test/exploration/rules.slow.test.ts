import { describe, it } from 'vitest';
import { RULE_EXPLORATIONS } from './explorations.ts';
import { exploreToTheEnd } from './explore.ts';

describe('changed users, evaluations, people and a fault: every schedule within the bounds keeps the promises', () => {
  it.each(RULE_EXPLORATIONS.map((each) => [each.name, each] as const))('%s', (_, each) =>
    exploreToTheEnd(each),
  );
});
