import fc from 'fast-check';

/** The users of the account. */
export const NAMES_OF_USERS = ['alice', 'bob'] as const;

/** What may happen in an account, one after another. */
export type Event =
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'evaluate' | 'pass' | 'pause' | 'resume' | 'topicGone' | 'topicBack' }
  | {
      readonly kind:
        | 'keep'
        | 'unkeep'
        | 'exempt'
        | 'unexempt'
        | 'use'
        | 'toggle'
        | 'click'
        | 'undo'
        | 'early';
      readonly user: (typeof NAMES_OF_USERS)[number];
      readonly key: 0 | 1;
    };

const aUser = fc.constantFrom(...NAMES_OF_USERS);
const aKey = fc.constantFrom(0 as const, 1 as const);
const ofUser = (...kinds: Extract<Event, { user: unknown }>['kind'][]) =>
  fc.record({ kind: fc.constantFrom(...kinds), user: aUser, key: aKey });

/** A day of the schedules is more likely than anything else, so that notices come to their end. */
const anEvent: fc.Arbitrary<readonly Event[]> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<readonly Event[]>([
      { kind: 'hours', hours: 24 },
      { kind: 'evaluate' },
      { kind: 'pass' },
    ]),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 30 }).map((hours) => [{ kind: 'hours', hours } as const]),
  },
  { weight: 2, arbitrary: fc.constantFrom('evaluate', 'pass').map((kind) => [{ kind } as Event]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('pause', 'resume', 'topicGone', 'topicBack')
      .map((kind) => [{ kind } as Event]),
  },
  {
    weight: 4,
    arbitrary: ofUser('keep', 'unkeep', 'exempt', 'unexempt', 'use', 'toggle', 'click', 'undo', 'early').map(
      (event) => [event],
    ),
  },
);

/** A history of an account. */
export const history = fc.array(anEvent, { minLength: 4, maxLength: 25 }).map((days) => days.flat());
