import {
  DeleteParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { NAMES } from '../../../product/names.ts';
import type { Account } from '../../account/account.ts';
import { explain } from '../../account/aws-errors.ts';
import { PauseNotConfirmedError } from '../../command-line/errors.ts';
import { type Pause, readPause } from './read-pause.ts';

/** How an account came to be paused by `writePause`, and the pause that was read back. */
export interface PauseResult {
  /**
   * `already`: it was paused before, and nothing was changed; `changed`: it was paused before, and has
   * another reason now.
   */
  readonly kind: 'paused' | 'already' | 'changed';
  readonly pause: Pause;
}

/** The reason of a pause, and whether a person has given it: only then does it replace another one. */
export interface PauseReason {
  readonly text: string;
  readonly isGiven: boolean;
}

type Paused = Pick<Account, 'ssm' | 'wait'>;

/**
 * Pauses an account, and reads back that it is paused. Throws the error of AWS if it refuses, and
 * `PauseNotConfirmedError` if the pause cannot be read back.
 */
export async function writePause(account: Paused, { text, isGiven }: PauseReason): Promise<PauseResult> {
  const ssm = account.ssm();
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (await isCreated(ssm, text)) return { kind: 'paused', pause: await readBack(account) };
    if (isGiven) {
      await put(ssm, text, true);
      return { kind: 'changed', pause: await readBack(account) };
    }
    const pause = await confirmed(() => readPause(ssm));
    if (pause) return { kind: 'already', pause };
    // Somebody has resumed the account between the two calls.
  }
  throw new PauseNotConfirmedError(NOT_THERE);
}

const MAX_ATTEMPTS = 3;

/** Ends the pause of an account; returns whether it was paused. Throws the errors of AWS. */
export async function deletePause({ ssm }: Pick<Account, 'ssm'>): Promise<boolean> {
  try {
    await ssm().send(new DeleteParameterCommand({ Name: NAMES.pauseParameter }));
    return true;
  } catch (error) {
    if (error instanceof ParameterNotFound) return false;
    throw error;
  }
}

/** Without Overwrite, so that a pause of somebody else keeps its reason. */
async function isCreated(ssm: SSMClient, reason: string): Promise<boolean> {
  try {
    await put(ssm, reason, false);
    return true;
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) return false;
    throw error;
  }
}

async function put(ssm: SSMClient, Value: string, Overwrite: boolean): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: NAMES.pauseParameter, Type: 'String', Value, Overwrite }));
}

/** How often a pause is looked for, a second apart. */
const MAX_READS = 5;

/**
 * A parameter must not be created within 30 seconds after one of its name was deleted (API reference,
 * DeleteParameter), and AWS does not say what happens otherwise: a pause soon after `resume` is believed only
 * when it is read.
 */
async function readBack({ ssm, wait }: Paused): Promise<Pause> {
  for (let reads = 1; ; reads += 1) {
    const pause = await confirmed(() => readPause(ssm()));
    if (pause) return pause;
    if (reads === MAX_READS) throw new PauseNotConfirmedError(NOT_THERE);
    await wait(1000);
  }
}

const NOT_THERE =
  `AWS took the pause, but the parameter ${NAMES.pauseParameter} is not there. It must not be created within 30 seconds after one was ` +
  'deleted (Systems Manager API Reference, DeleteParameter): pause again in half a minute.';

async function confirmed<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    throw new PauseNotConfirmedError(`The pause could not be read back. ${explain(cause)}`, { cause });
  }
}
