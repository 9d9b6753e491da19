import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { clipWords } from '../../policy/text.ts';
import { NAMES } from '../../product/names.ts';

/** How many characters of the reason of a pause are quoted. */
const MAX_REASON_CHARACTERS = 256;

/**
 * Why all automatic acts of the account are paused; undefined if they are not. They are paused while the parameter exists in Parameter
 * Store. Throws every other error of Systems Manager: nothing automatic may happen while nobody can tell.
 */
export async function readPause(ssm: SSMClient): Promise<string | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NAMES.pauseParameter }));
    const value: unknown = Parameter?.Value;
    const reason = typeof value === 'string' ? clipWords(value, MAX_REASON_CHARACTERS) : '';
    return reason || 'no reason given';
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Why nothing automatic happens, as a sentence; whoever paused wrote the reason. */
export const pausedReason = (reason: string): string => `All automatic acts are paused: ${reason}`;
