import { GetParameterHistoryCommand, type ParameterHistory, type SSMClient } from '@aws-sdk/client-ssm';
import { MalformedAnswerError } from '../../../aws/errors.ts';
import { findParameter } from '../../../aws/parameters.ts';
import { optionalText, required, requiredList, requiredText } from '../../../aws/required.ts';
import { NAMES } from '../../../product/names.ts';

/** The pause of an account in a Region. */
export interface Pause {
  /** As it was written, by whomever: it reaches no terminal raw. */
  readonly reason: string;
  readonly version: number;
  readonly changedAt: Date;
}

/** A pause, and what the history of its parameter has. */
export interface PauseWithHistory extends Pause {
  /** When the oldest of the 100 versions was written that Parameter Store keeps at most. */
  readonly since: Date | undefined;
  /** The ARN of who wrote the reason that holds. */
  readonly changedBy: string | undefined;
}

/**
 * The pause of an account; undefined if it is not paused. Throws the errors of AWS, and for a malformed
 * answer: then nobody knows.
 */
export async function readPause(ssm: SSMClient): Promise<Pause | undefined> {
  const parameter = await findParameter(ssm, NAMES.pauseParameter);
  if (!parameter) return undefined;
  return {
    reason: requiredText('GetParametersByPath.Value', parameter.Value),
    version: requiredNumber('GetParametersByPath.Version', parameter.Version),
    changedAt: required('GetParametersByPath.LastModifiedDate', parameter.LastModifiedDate),
  };
}

/** The pause of an account with its history, as far as that can be read; undefined if it is not paused. */
export async function readPauseWithHistory(ssm: SSMClient): Promise<PauseWithHistory | undefined> {
  const pause = await readPause(ssm);
  if (!pause) return undefined;
  const history = await readHistory(ssm);
  const current = history.find(({ Version }) => Version === pause.version);
  const times = history
    .map(({ LastModifiedDate: at }) => (at instanceof Date ? at.getTime() : Number.NaN))
    .filter(Number.isFinite);
  return {
    ...pause,
    since: times.length > 0 ? new Date(Math.min(...times)) : undefined,
    changedBy: optionalText(current?.LastModifiedUser) || undefined,
  };
}

function requiredNumber(member: string, value: number | undefined): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new MalformedAnswerError(member, value);
}

/** Every version, in no order that AWS documents; none if they cannot be read. */
async function readHistory(ssm: SSMClient): Promise<readonly ParameterHistory[]> {
  const versions: ParameterHistory[] = [];
  try {
    let token: string | undefined;
    do {
      const request = { Name: NAMES.pauseParameter, NextToken: token };
      const { Parameters, NextToken } = await ssm.send(new GetParameterHistoryCommand(request));
      versions.push(...requiredList('GetParameterHistory.Parameters', Parameters ?? []));
      token = NextToken;
    } while (token);
    return versions;
  } catch {
    // That the account is paused, and why, is known; since when and by whom takes one permission more.
    return [];
  }
}
