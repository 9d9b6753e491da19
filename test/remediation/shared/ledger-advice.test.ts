import { describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../../ledger/errors.ts';
import { userId } from '../../../policy/identifiers.ts';
import { withAdvice } from '../../../remediation/shared/ledger-advice.ts';
import { KEY } from '../../support/users.ts';

const REQUEST = { userId: userId('AIDACKCEVSQ6C2EXAMPLE'), accessKeyId: KEY.a };

const OF_LEDGER = new LeaseLostError(REQUEST.userId);

const failing = (error: unknown) => withAdvice(REQUEST, () => Promise.reject(error));

describe('the advice for a run that the ledger ended', () => {
  it.each([
    ['an error of the ledger', OF_LEDGER],
    ['an error that one of the ledger caused', new Error('it failed', { cause: OF_LEDGER })],
  ])('comes with %s, which stays the cause', async (_, error) => {
    await expect(failing(error)).rejects.toMatchObject({
      name: 'LedgerFailedError',
      message: expect.stringContaining(`--user-name USER_NAME --access-key-id ${KEY.a} --status Active`),
      cause: error,
    });
  });

  it.each([
    ['another error', new Error('it failed')],
    ['another error with a cause', new Error('it failed', { cause: new Error('it was denied') })],
    ['no error', undefined],
  ])('does not come with %s', async (_, error) => {
    const thrown = await failing(error).catch((each: unknown) => each);
    expect(thrown).toBe(error);
  });
});
