import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { repeatUntil, type Scene } from '../scene.ts';

const MINUTE_MS = 60_000;

/** How long the program waits for the first use to show. */
const WAIT_MINUTES = 20;

/** Times how long IAM shows a key as never used after its first use. */
export const firstUse: Question = {
  row: 60,
  question: 'For how long does GetAccessKeyLastUsed not show the first use of a key?',
  assumed:
    'Less than an hour: for its first hour, a key that was never used stays, whatever the parameters are.',
  async ask(scene) {
    const { now, user, notes } = scene;
    const { firstUsedAt } = notes;
    if (!firstUsedAt) return notAnswered('The active key could not be used.');
    const passedMs = () => now().getTime() - firstUsedAt.getTime();
    notes.isUseShown = await repeatUntil(scene, () => isUsed(scene, user.active.accessKeyId), {
      isDone: (isShown) => isShown,
      everyMs: MINUTE_MS / 2,
      forMs: WAIT_MINUTES * MINUTE_MS,
    });
    if (!notes.isUseShown) return notAnswered(`The use was not shown within ${WAIT_MINUTES} minutes.`);
    return ok(`The first use was shown within ${Math.max(1, Math.ceil(passedMs() / MINUTE_MS))} minutes.`);
  },
};

/** The use of one key was seen this long before that of another one which was made at the same time. */
const MARGIN_MS = 5 * MINUTE_MS;

/** Uses an Inactive key, which AWS refuses, and looks whether that counts as a use. */
export const attemptWithInactiveKey: Question = {
  row: 36,
  question: 'Does an attempt to use an Inactive key, which AWS refuses, move its last use?',
  assumed:
    'No. If it does, a deactivated key that a program still tries counts as used since, and is never deleted.',
  async ask(scene) {
    const { user, notes, wait } = scene;
    if (notes.isAttemptRefused === undefined) return notAnswered('The deactivated key was not tried.');
    if (!notes.isAttemptRefused) return notAnswered('AWS accepted the deactivated key after a minute.');
    // The first use of the other key, a minute earlier, shows that a use would be visible by now.
    if (!notes.isUseShown) return notAnswered('Not even the use of the active key was shown.');
    await wait(MARGIN_MS);
    const isMoved = await isUsed(scene, user.deactivated.accessKeyId);
    return isMoved ? differs('The attempt is the last use of the key.') : ok('The key counts as never used.');
  },
};

async function isUsed({ clients }: Scene, AccessKeyId: string): Promise<boolean> {
  const { AccessKeyLastUsed } = await clients.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  return AccessKeyLastUsed?.LastUsedDate !== undefined;
}
