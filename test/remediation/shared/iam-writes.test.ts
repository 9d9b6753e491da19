import { IAMServiceException } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { classifyFailedWrite } from '../../../remediation/shared/iam-writes.ts';

const error = (name: string, $fault: 'client' | 'server') =>
  new IAMServiceException({ name, $fault, message: name, $metadata: {} });

describe('what a failed write says about its effect', () => {
  it.each([
    ['Throttling', error('Throttling', 'client'), 'throttled'],
    ['ThrottlingException', error('ThrottlingException', 'client'), 'throttled'],
    ['RequestLimitExceeded', error('RequestLimitExceeded', 'client'), 'throttled'],
    ['AccessDenied', error('AccessDenied', 'client'), 'refused'],
    ['ServiceFailure', error('ServiceFailure', 'server'), 'unknown'],
    ['no answer', new Error('socket hang up'), 'unknown'],
  ])('%s', (_, failed, effect) => {
    expect(classifyFailedWrite(failed)).toBe(effect);
  });
});
