import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { requiredList } from '../../aws/required.ts';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { refusalOf, repeatUntil } from '../scene.ts';
import { PROPAGATION } from './test-user-works.ts';

/** A path that holds no parameter; the test user may list it, and nothing else of Systems Manager. */
export const EMPTY_PATH = '/one-active-key-verification';

const DENIED = 'AccessDeniedException';

/** Lists, as the test user, a path without a parameter, as a function looks for a pause. */
export const absentParameter: Question = {
  row: 197,
  question:
    'What does GetParametersByPath answer for a path that holds no parameter, to a caller who may list this path only?',
  assumed:
    'An empty list: there is no pause. With AccessDenied nothing automatic would happen where the path is empty, and the log would say so.',
  async ask(scene) {
    let parameters: readonly object[] = [];
    const read = () =>
      refusalOf(async () => {
        const answer = await scene.asUser.ssm.send(new GetParametersByPathCommand({ Path: EMPTY_PATH }));
        parameters = requiredList('GetParametersByPath.Parameters', answer.Parameters);
      });
    // A denial may also mean that the new policy or the new key does not work yet.
    const isDone = (name: string | undefined) => name === undefined;
    const refusal = await repeatUntil(scene, read, { ...PROPAGATION, isDone });
    if (refusal === DENIED) return differs(`${DENIED}, for ${PROPAGATION.forMs / 1_000} seconds.`);
    if (refusal !== undefined) return notAnswered(`GetParametersByPath was refused: ${refusal}.`);
    if (parameters.length > 0) return notAnswered(`The path ${EMPTY_PATH} holds a parameter.`);
    return ok('An empty list.');
  },
};
