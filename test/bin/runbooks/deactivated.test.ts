import { describe, expect, it } from 'vitest';
import { deactivatedKeysOf, executionsWithUnknownEffect } from '../../../bin/runbooks/deactivated.ts';
import { DONE } from './some-receipts.ts';

describe('the executions in a receipts file', () => {
  it('every deactivated key is found', () => {
    const { userName, userId, automationExecutionId } = DONE;
    expect(deactivatedKeysOf([DONE])).toEqual([
      { userName, userId, automationExecutionId, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      { userName, userId, automationExecutionId, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    ]);
  });

  it.each([
    ['a dry run', { ...DONE, outputs: { Outcome: 'Planned', PlannedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE' } }],
    [
      'an execution that changed nothing',
      { ...DONE, outputs: { Outcome: 'NothingToDo', DeactivatedAccessKeyIds: 'none' } },
    ],
    [
      'an output that is not a key ID',
      { ...DONE, outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: '; rm -rf' } },
    ],
  ])('%s: no deactivated key is found', (_, receipt) => {
    expect(deactivatedKeysOf([receipt])).toEqual([]);
  });

  it.each(['Failed', 'TimedOut', 'Cancelled', 'InProgress', 'Pending', 'Unknown'])(
    '%s: the effect is unknown',
    (status) => {
      expect(executionsWithUnknownEffect([{ ...DONE, status }])).toHaveLength(1);
    },
  );

  it.each([
    ['a key', { ...DONE, outputs: { Outcome: 'Deactivated', DeactivatedAccessKeyIds: '; rm -rf' } }, 0],
    [
      'one of two keys',
      { ...DONE, outputs: { ...DONE.outputs, DeactivatedAccessKeyIds: 'AKIAIOSFODNN7EXAMPLE, AKIA-' } },
      1,
    ],
    ['every key', { ...DONE, outputs: { Outcome: 'Deactivated' } }, 0],
    ['the user', { ...DONE, userId: 'alice' }, 0],
  ])('%s cannot be read: the effect is unknown, and what can be read is undone', (_, receipt, keys) => {
    expect(executionsWithUnknownEffect([receipt])).toEqual([receipt]);
    expect(deactivatedKeysOf([receipt])).toHaveLength(keys);
  });

  it.each(['Success', 'NotStarted'])('%s: the effect is known', (status) => {
    expect(executionsWithUnknownEffect([{ ...DONE, status }])).toEqual([]);
  });
});
