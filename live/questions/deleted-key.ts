import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { refusalOf, repeatUntil } from '../scene.ts';
import { deleteKey } from '../test-user.ts';

/** The errors after which the code lists the keys again. */
const EXPECTED = ['AccessDenied', 'NoSuchEntityException'];

const FOR_MS = 30_000;

/** Deletes a key and asks for its last use, as a run does whose key somebody deletes meanwhile. */
export const deletedKey: Question = {
  row: 5,
  question: 'What does GetAccessKeyLastUsed answer for a key that was just deleted?',
  assumed:
    'AccessDenied or NoSuchEntity: then the keys are listed again. Any other error is a failure of that user, never a verdict.',
  async ask(scene) {
    const { iam } = scene.clients;
    const { accessKeyId: AccessKeyId } = scene.user.deactivated;
    const read = () => refusalOf(() => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
    const before = await read();
    if (before !== undefined) return notAnswered(`The call was refused before the deletion, too: ${before}.`);
    await deleteKey(iam, AccessKeyId);
    const refusal = await repeatUntil(scene, read, {
      isDone: (name) => name !== undefined,
      everyMs: 1_000,
      forMs: FOR_MS,
    });
    if (refusal === undefined) return differs(`An answer as before, for ${FOR_MS / 1_000} seconds.`);
    return EXPECTED.includes(refusal) ? ok(`${refusal}.`) : differs(`${refusal}.`);
  },
};
