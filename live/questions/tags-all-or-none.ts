import { paginateListUserTags } from '@aws-sdk/client-iam';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { refusalOf, repeatUntil, type Scene } from '../scene.ts';
import { TEST_USER, tag } from '../test-user.ts';

/** A user may have 50 tags; the test user has one already. */
const FILLING = 47;

const ALMOST_ALL = FILLING + 1;

const keysOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `one-active-key-verification-${name}-${index + 1}`);

/** Adds three tags in one call to a user that can have only two more, and counts its tags. */
export const tagsAllOrNone: Question = {
  row: 120,
  question: 'Does TagUser add none of three tags if the user can have only two more?',
  assumed: 'None: remediate --decisions relies on it, so that no half of an exemption exists.',
  async ask(scene) {
    await tag(scene.clients.iam, keysOf('filling', FILLING));
    const before = await repeatUntil(scene, () => countTags(scene), {
      isDone: (count) => count === ALMOST_ALL,
      everyMs: 1_000,
      forMs: 30_000,
    });
    if (before !== ALMOST_ALL)
      return notAnswered(`The test user has ${before} tags instead of ${ALMOST_ALL}.`);
    const refusal = await refusalOf(() => tag(scene.clients.iam, keysOf('more', 3)));
    await scene.wait(10_000);
    const added = (await countTags(scene)) - before;
    const observed = `${refusal ?? 'No error'}; ${added} of the three tags were added.`;
    return refusal !== undefined && added === 0 ? ok(observed) : differs(observed);
  },
};

async function countTags({ clients }: Scene): Promise<number> {
  let count = 0;
  for await (const { Tags = [] } of paginateListUserTags({ client: clients.iam }, { UserName: TEST_USER }))
    count += Tags.length;
  return count;
}
