import type { SSMClient } from '@aws-sdk/client-ssm';
import { findParameter } from '../../aws/parameters.ts';
import { requiredText } from '../../aws/required.ts';
import { clipWords } from '../../policy/text.ts';
import { NAMES } from '../../product/names.ts';

/** How many characters of the reason of a pause are quoted. */
const MAX_REASON_CHARACTERS = 256;

/**
 * Why all automatic acts of the account are paused; undefined if they are not. They are paused while the
 * parameter exists in Parameter Store. Throws `MalformedAnswerError`, and every other error of Systems
 * Manager: nothing automatic may happen while nobody can tell.
 */
export async function readPause(ssm: SSMClient): Promise<string | undefined> {
  const parameter = await findParameter(ssm, NAMES.pauseParameter);
  if (!parameter) return undefined;
  const value = requiredText('GetParametersByPath.Value', parameter.Value);
  return clipWords(value, MAX_REASON_CHARACTERS) || 'no reason given';
}

/** Why nothing automatic happens, as a sentence; whoever paused wrote the reason. */
export const pausedReason = (reason: string): string =>
  `All automatic acts are paused: ${reason.replace(/[.\s]+$/, '')}.`;

/** Somebody paused all automatic acts while a pass was under way. */
export class PausedError extends Error {
  override readonly name = 'PausedError';

  constructor(reason: string) {
    super(pausedReason(reason));
  }
}
