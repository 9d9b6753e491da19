import { describe, it } from 'vitest';
import { KEY_EXPLORATIONS } from './explorations.ts';
import { exploreToTheEnd } from './explore.ts';

const alone = KEY_EXPLORATIONS.filter(({ runs }) => runs === 1);

describe('a run on a user, people and a fault: every schedule within the bounds keeps the promises', () => {
  it.each(alone.map((each) => [each.name, each] as const))('%s', (_, each) => exploreToTheEnd(each));
});
