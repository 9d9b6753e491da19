import { describe, expect, it } from 'vitest';
import { userId } from '../../../policy/identifiers.ts';
import { createStarts, StartFailedError } from '../../../remediation/shared/starts.ts';
import { automaticAccount } from '../../support/automatic.ts';

const USER = userId('AIDACKCEVSQ6C2EXAMPLE');

describe('a start that fails', () => {
  it('is an error that keeps its cause, and no further start is allowed', async () => {
    const { account } = await automaticAccount();
    const { ssm } = account.connect({ principal: 'one-active-key-remediation' });
    const cause = new Error('too many executions');
    const starts = createStarts({ ssm, wait: async () => {} }, 2, () => Promise.reject(cause));
    expect(starts.isOver()).toBe(false);
    const thrown = await starts.start(USER).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(StartFailedError);
    expect(thrown).toMatchObject({ message: 'Error: too many executions', cause });
    expect([starts.isOver(), starts.started]).toEqual([true, []]);
  });
});
