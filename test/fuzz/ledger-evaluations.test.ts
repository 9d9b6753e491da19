import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedItemError } from '../../ledger/errors.ts';
import { readPending } from '../../ledger/evaluations/notes.ts';
import { changeRule, readRule } from '../../ledger/evaluations/rule-item.ts';
import { NOTHING_KNOWN } from '../../ledger/evaluations/rule-state.ts';
import { beginRun } from '../../ledger/evaluations/transitions.ts';
import { NAMES } from '../../product/names.ts';
import { isNote, notesOf, ruleItemsOf } from '../support/evaluation-items.ts';
import { assertLaw } from '../support/fuzz.ts';
import { aLedger, ledgerOf } from '../support/ledger.ts';
import { putAnyItem } from '../support/ledger-items.ts';
import { addUser, dashboard, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

const RULE = NAMES.configRule;
const ARRIVAL = { id: 'an id', notifiedAt: NOW, pending: [], now: NOW };

describe('what the ledger knows of a rule, in an item with any attributes', () => {
  it('is a state from which a run begins; nothing is known of an item that nobody understands, and an error says so', () =>
    assertLaw({
      inputs: ruleItemsOf(RULE),
      read: async (item) => {
        const { account, ledger } = aLedger();
        putAnyItem(account, item);
        const known = await readRule(ledger, RULE);
        const services = { ledger, randomId: () => 'a nonce' };
        const begun = await changeRule(services, RULE, (state) => beginRun(state, ARRIVAL));
        return { known, begun, afterwards: await readRule(ledger, RULE) };
      },
      contract: ({ known: { state, malformed }, begun, afterwards }) => {
        if (malformed) {
          expect(malformed).toBeInstanceOf(MalformedItemError);
          expect(state).toEqual(NOTHING_KNOWN);
          expect(begun.run.kind).toBe('sweep');
        }
        // The record of the run takes the place of whatever there was.
        expect(afterwards).toEqual({ state: begun.state, nonce: 'a nonce', malformed: undefined });
      },
      numRuns: 300,
    }));
});

describe('notes with any attributes', () => {
  it('name their user, and there is an error for each one that has not the form of a note', () =>
    assertLaw({
      inputs: fc.uniqueArray(notesOf(RULE), { selector: ({ sk }) => sk, maxLength: 4 }),
      read: (items) => {
        const { account, ledger } = aLedger();
        for (const item of items) putAnyItem(account, item);
        return readPending(ledger, RULE);
      },
      contract: ({ notes, malformed }, items) => {
        const users = items.map(({ sk }) => sk.slice(RULE.length + 1));
        expect(notes.map(({ user }) => user).toSorted()).toEqual(users.toSorted());
        expect(notes.every(({ at, nonce }) => Number.isFinite(at.getTime()) && nonce !== '')).toBe(true);
        expect(malformed).toHaveLength(items.filter((item) => !isNote(item)).length);
      },
      numRuns: 300,
    }));
});

describe('a run of the rule with any items in the ledger', () => {
  it('reports no wrong verdict, and a sweep reports everybody', () =>
    assertLaw({
      inputs: fc.tuple(
        ruleItemsOf(RULE),
        fc.uniqueArray(notesOf(RULE), { selector: ({ sk }) => sk, maxLength: 3 }),
      ),
      read: async (items) => {
        const { account, deployment } = deployed();
        addUser(account, 'alice', 2);
        addUser(account, 'bob', 1);
        for (const item of items.flat()) putAnyItem(account, item);
        await account.configRules.evaluate(RULE);
        const { state } = await readRule(ledgerOf(account), RULE);
        return { line: deployment.lines.rule[0], verdicts: dashboard(account), state };
      },
      contract: ({ line, verdicts, state }) => {
        const right: Readonly<Record<string, string>> = { alice: 'NON_COMPLIANT', bob: 'COMPLIANT' };
        for (const [name, type] of Object.entries(verdicts)) expect(type).toBe(right[name]);
        if (line?.kind === 'sweep') expect(verdicts).toEqual(right);
        expect(state.runs.at(-1)?.kind).toBe(line?.kind);
      },
      numRuns: 100,
    }));
});
