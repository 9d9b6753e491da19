import { describe, it } from 'vitest';
import { KEY_EXPLORATIONS } from './explorations.ts';
import { exploreToTheEnd } from './explore.ts';

const together = KEY_EXPLORATIONS.filter(({ runs }) => runs > 1);

describe('several runs on a user, people and a fault: every schedule within the bounds keeps the promises', () => {
  it.each(together.map((each) => [each.name, each] as const))('%s', (_, each) => exploreToTheEnd(each));
});
