import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { refusalOf, repeatUntil } from '../scene.ts';
import { PROPAGATION, useKeys } from './test-user-works.ts';

/** Asks for the last use of a key by a policy that names the user as the resource. */
export const resourceOfLastUsed: Question = {
  row: 13,
  question: 'Does iam:GetAccessKeyLastUsed take the ARN of the user as its resource?',
  assumed:
    'Yes: the policies of the functions say user/*. A denial would fail every run that meets two active keys, with an alarm.',
  async ask(scene) {
    const problem = await useKeys(scene);
    if (problem !== undefined) return notAnswered(`The key of the test user did not work: ${problem}.`);
    const { accessKeyId: AccessKeyId } = scene.user.active;
    const read = () =>
      refusalOf(() => scene.asUser.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
    const refusal = await repeatUntil(scene, read, {
      ...PROPAGATION,
      isDone: (name) => name === undefined,
    });
    if (refusal === undefined) return ok('The call was allowed by a policy that names the ARN of the user.');
    if (refusal === 'AccessDenied')
      return differs('AccessDenied, although the policy names the ARN of the user.');
    return notAnswered(`GetAccessKeyLastUsed was refused: ${refusal}.`);
  },
};
