import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import { refusalOf, repeatUntil } from '../scene.ts';
import { PROPAGATION } from './test-user-works.ts';

/** A parameter that nobody has; the test user may read it, and nothing else of Systems Manager. */
export const ABSENT_PARAMETER = '/one-active-key-verification/absent';

const DENIED = 'AccessDeniedException';

/** Row 197. */
export const absentParameter: Question = {
  row: 197,
  question:
    'What does GetParameter answer for a parameter that does not exist, to a caller who may read this parameter only?',
  assumed:
    'ParameterNotFound: there is no pause. With AccessDenied nothing automatic would ever happen, and the log would say so.',
  async ask(scene) {
    const read = () =>
      refusalOf(() => scene.asUser.ssm.send(new GetParameterCommand({ Name: ABSENT_PARAMETER })));
    // A denial may also mean that the new policy or the new key does not work yet.
    const refusal = await repeatUntil(scene, read, {
      ...PROPAGATION,
      isDone: (name) => name === 'ParameterNotFound' || name === undefined,
    });
    if (refusal === 'ParameterNotFound') return ok('ParameterNotFound.');
    if (refusal === DENIED) return differs(`${DENIED}, for ${PROPAGATION.forMs / 1_000} seconds.`);
    if (refusal === undefined) return notAnswered(`The parameter ${ABSENT_PARAMETER} exists.`);
    return notAnswered(`GetParameter was refused: ${refusal}.`);
  },
};
