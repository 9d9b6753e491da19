import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, runsSince } from '../../../../bin/commands/history/entries.ts';
import type { ToldExecution } from '../../../../bin/commands/history/executions.ts';
import type { Starter } from '../../../../bin/commands/history/history-entry.ts';
import { keptExecutions } from '../../../../bin/commands/history/kept-executions.ts';
import type { KeptRun } from '../../../../bin/commands/history/parse-receipt.ts';
import { userId } from '../../../../policy/identifiers.ts';
import { ALICE, anEntry, anExecution, aRun, daysAgo, EXECUTION, NOW } from './histories.ts';

const OPERATOR: Starter = { arn: 'arn:aws:sts::111122223333:assumed-role/operator/alice', notKnown: null };

const executionsOf = (starter: Starter) => new Map([[EXECUTION, anExecution({ starter })]]);

const context = {
  now: NOW,
  names: new Map([[ALICE, 'alice-now']]),
  executions: executionsOf(OPERATOR),
};

const entryOf = (run: KeptRun, executions: ReadonlyMap<string, ToldExecution> = context.executions) =>
  entriesOf([run], { ...context, executions })[0];

describe('an entry', () => {
  it('has what the receipt has, and who started the execution', () => {
    expect(entryOf(aRun())).toEqual(anEntry());
  });

  it('null where there is nothing to say', () => {
    const nothing = { refusalCode: '', keptAccessKeyId: '', undo: '', accessKeyIds: [] };
    expect(entryOf(aRun(nothing))).toMatchObject({ refusalCode: null, keptAccessKeyId: null, undo: null });
  });

  it.each([
    ['the name at that time', { userName: 'alice-then' }, 'alice-then'],
    ['else the present one', { userName: '' }, 'alice-now'],
    ['else null', { userName: '', userId: userId('AIDAGONE00000EXAMPLE') }, null],
  ])('the user is named: %s', (_, changes, name) => {
    expect(entryOf(aRun(changes))?.userName).toBe(name);
  });
});

describe('who started a run', () => {
  const none = new Map<string, ToldExecution>();
  const missing: Starter = { arn: null, notKnown: 'NoSuchExecution' };
  it.each<[string, Partial<KeptRun>, ReadonlyMap<string, ToldExecution>, Starter]>([
    ['the caller of the execution', {}, context.executions, OPERATOR],
    ['no runbook', { execution: '' }, context.executions, { arn: null, notKnown: 'NoExecution' }],
    ['almost 30 days old', { at: new Date(daysAgo(30).getTime() + 1) }, context.executions, OPERATOR],
    ['30 days old', { at: daysAgo(30) }, context.executions, { arn: null, notKnown: 'NotKept' }],
    ['not found', {}, executionsOf(missing), missing],
    [
      'not found, and almost 23 days old',
      { at: new Date(daysAgo(23).getTime() + 1) },
      executionsOf(missing),
      missing,
    ],
    [
      'not found, and 23 days old: it may have begun a week before',
      { at: daysAgo(23) },
      executionsOf(missing),
      { arn: null, notKnown: 'NotKept' },
    ],
    ['not read', {}, none, { arn: null, notKnown: 'NotRead' }],
  ])('%s', (_, changes, executions, startedBy) => {
    expect(entryOf(aRun(changes), executions)?.startedBy).toEqual(startedBy);
  });

  it('each execution is asked for once, and none that is not kept or does not exist', () => {
    const runs = [aRun(), aRun(), aRun({ execution: '' }), aRun({ execution: 'old', at: daysAgo(30) })];
    expect(keptExecutions(runs, NOW)).toEqual([EXECUTION]);
  });
});

describe('runsSince', () => {
  it.each([
    ['no time: all', undefined, 1],
    ['a millisecond after the run', new Date(daysAgo(1).getTime() + 1), 0],
    ['the time of the run', daysAgo(1), 1],
  ])('%s', (_, since, runs) => {
    expect(runsSince([aRun()], since)).toHaveLength(runs);
  });
});

const run = fc
  .record({ days: fc.integer({ min: 0, max: 60 }), user: fc.constantFrom('A', 'B', 'C') })
  .map(({ days, user }) => aRun({ at: daysAgo(days), userId: userId(`AIDA${user.repeat(16)}`) }));

describe('laws', () => {
  it('every run has one entry, the newest first, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(run, { selector: ({ at, userId: id }) => `${at.getTime()}${id}` }),
        (runs) => {
          const entries = entriesOf(runs, context);
          expect(entries).toHaveLength(runs.length);
          expect(entriesOf(runs.toReversed(), context)).toEqual(entries);
          const times = entries.map(({ at }) => at);
          expect(times).toEqual(times.toSorted().toReversed());
        },
      ),
    );
  });

  it('whoever is not known has a reason, and whoever is known has none', () => {
    fc.assert(
      fc.property(run, fc.boolean(), fc.boolean(), (each, hasExecution, isRead) => {
        const execution = hasExecution ? EXECUTION : '';
        const starter = entryOf({ ...each, execution }, isRead ? context.executions : new Map())?.startedBy;
        expect([starter?.arn === null, starter?.notKnown === null]).toContain(true);
        expect(starter?.arn === null).toBe(starter?.notKnown !== null);
      }),
    );
  });
});
