import { ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { differs, ok, type Question } from '../question.ts';
import type { Scene } from '../scene.ts';
import { deactivate, TEST_USER } from '../test-user.ts';

/** As long as the remediation reads the keys again after a write. */
const LOOKED_FOR_MS = 31_000;

/** Times how long IAM still lists a key as Active after its deactivation. */
export const ageOfAListing: Question = {
  row: 3,
  question: 'How old can the answer of ListAccessKeys be after UpdateAccessKey?',
  assumed: 'At most 31 seconds: for so long, the remediation reads the keys again before it gives up.',
  async ask(scene) {
    await deactivate(scene.clients.iam, scene.user.deactivated.accessKeyId);
    const changedAt = scene.now().getTime();
    const sinceChange = () => scene.now().getTime() - changedAt;
    let reads = 0;
    let old = 0;
    let oldestMs = 0;
    for (; sinceChange() <= LOOKED_FOR_MS; reads += 1) {
      const askedAfterMs = sinceChange();
      if (await isOld(scene)) {
        old += 1;
        oldestMs = askedAfterMs;
      }
      await scene.wait(1_000);
    }
    const seen = `${old} of ${reads} reads were old`;
    if (old === 0) return ok(`${seen}.`);
    const last = `${seen}, the last one ${Math.round(oldestMs / 1_000)} seconds after the change.`;
    return oldestMs > LOOKED_FOR_MS - 2_000 ? differs(last) : ok(last);
  },
};

/** Whether the deactivated key is shown as Active, or is missing. */
async function isOld({ clients, user }: Scene): Promise<boolean> {
  const { AccessKeyMetadata = [] } = await clients.iam.send(
    new ListAccessKeysCommand({ UserName: TEST_USER }),
  );
  const key = AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === user.deactivated.accessKeyId);
  return key?.Status !== 'Inactive';
}
