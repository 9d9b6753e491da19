import { GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusalOf, repeatUntil, type Scene } from '../scene.ts';
import { TEST_USER } from '../test-user.ts';

/** A new key was seen to work after 8 to 15 seconds; a new policy may take as long. */
export const PROPAGATION = { everyMs: 2_000, forMs: 60_000 };

/**
 * Uses the active key until AWS accepts it and the policy of the test user has an effect; then tries the
 * deactivated key, which AWS should refuse. Returns the name of the refusal that remains; undefined if the
 * test user works.
 */
export async function useKeys(scene: Scene): Promise<string | undefined> {
  const { asUser, asUserWithInactiveKey, notes } = scene;
  const isDone = (refusal: string | undefined) => refusal === undefined;
  const use = () => refusalOf(() => asUser.sts.send(new GetCallerIdentityCommand({})));
  const refused = await repeatUntil(scene, use, { ...PROPAGATION, isDone });
  if (refused !== undefined) return refused;
  notes.firstUsedAt = scene.now();
  // GetUser is the control: IAM's documentation leaves no doubt about its resource.
  const control = () => refusalOf(() => asUser.iam.send(new GetUserCommand({ UserName: TEST_USER })));
  const denied = await repeatUntil(scene, control, { ...PROPAGATION, isDone });
  // By now the key has been Inactive for longer than AWS was seen to accept one.
  await scene.wait(PROPAGATION.forMs);
  const attempt = await refusalOf(() => asUserWithInactiveKey.sts.send(new GetCallerIdentityCommand({})));
  notes.isAttemptRefused = attempt !== undefined;
  return denied;
}
