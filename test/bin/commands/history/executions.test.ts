import { describe, expect, it } from 'vitest';
import { contradictionsOf, type ToldExecution } from '../../../../bin/commands/history/executions.ts';
import type { KeptRun } from '../../../../bin/commands/history/parse-receipt.ts';
import { userId } from '../../../../policy/identifiers.ts';
import { ALICE, anExecution, aRun, daysAgo, EXECUTION, NOW } from './histories.ts';

const reasonsOf = (runs: readonly Partial<KeptRun>[], told: Partial<ToldExecution> | undefined) =>
  contradictionsOf({
    runs: runs.map((run) => aRun(run)),
    executions: told ? new Map([[EXECUTION, anExecution(told)]]) : new Map(),
    now: NOW,
  }).map(({ reason }) => reason);

const MISSING: Partial<ToldExecution> = {
  starter: { arn: null, notKnown: 'NoSuchExecution' },
  document: '',
  userId: '',
  outcome: '',
};

describe('a receipt that its execution contradicts', () => {
  it.each<[string, Partial<KeptRun>, Partial<ToldExecution>, string]>([
    [
      'there is no such execution',
      {},
      MISSING,
      'Systems Manager has no such execution although the run is younger',
    ],
    [
      'another runbook',
      {},
      { document: 'AWS-StopEC2Instance' },
      'the receipt is of the operation Deactivate, but the runbook of the execution is AWS-StopEC2Instance',
    ],
    [
      'the runbook of another operation',
      { operation: 'Reactivate' },
      {},
      'the receipt is of the operation Reactivate',
    ],
    [
      'another user',
      {},
      { userId: 'AIDABOB000000EXAMPLE' },
      'the execution is for the user AIDABOB000000EXAMPLE',
    ],
    [
      'another outcome',
      {},
      { outcome: 'Refused' },
      'the outcome is Deactivated in the receipt, and Refused in the execution',
    ],
  ])('%s', (_, run, told, reason) => {
    const receipt = `the receipt of the user ${ALICE} of 2026-11-20T09:00:00.000Z, execution ${EXECUTION}: `;
    expect(reasonsOf([run], told)).toEqual([expect.stringContaining(`${receipt}${reason}`)]);
  });
});

describe('no contradiction', () => {
  it.each<[string, Partial<KeptRun>, Partial<ToldExecution> | undefined]>([
    ['all members agree', {}, {}],
    ['the runbook that asks approvers', {}, { document: 'OneActiveKey-DeactivateWithApproval' }],
    ['an operation of a later version', { operation: 'Rotate' }, {}],
    ['the execution was not read', {}, undefined],
    ['the execution tells nothing', {}, { document: '', userId: '', outcome: '' }],
    ['the execution may have begun a week before its run', { at: daysAgo(23) }, MISSING],
  ])('%s', (_, run, told) => {
    expect(reasonsOf([run], told)).toEqual([]);
  });

  it('a runbook that invoked the function again, and got another outcome', () => {
    const runs = [{}, { outcome: 'NothingToDo', accessKeyIds: [] }];
    expect(reasonsOf(runs, { outcome: 'NothingToDo' })).toEqual([]);
    const others = [{}, { outcome: 'NothingToDo', userId: userId('AIDABOB000000EXAMPLE') }];
    expect(reasonsOf(others, { outcome: 'NothingToDo' })).toHaveLength(2);
  });
});
