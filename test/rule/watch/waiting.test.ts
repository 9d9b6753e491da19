import { describe, expect, it } from 'vitest';
import { userId, userName } from '../../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { judge } from '../../../policy/verdict.ts';
import { NAMES } from '../../../product/names.ts';
import { openWatch } from '../../../rule/watch/verdict-watch.ts';
import { aLedger } from '../../support/ledger.ts';
import { aKey, aUser, exemptUntil, KEY, NOW } from '../../support/users.ts';

const ALICE = { userId: userId('AIDAALICE00000EXAMPLE'), userName: userName('alice') };
const TWO_KEYS = [aKey(), aKey({ id: KEY.b })];
const EXEMPT = judge(aUser(TWO_KEYS, exemptUntil('2026-11-22')), DEFAULT_POLICY, NOW);
const COMPLIANT = judge(aUser([aKey()]), DEFAULT_POLICY, NOW);

describe('what a run saw is in the ledger when the watch has acted on it, however slow the ledger is, and not before', () => {
  it.each([
    ['a note of an exemption that ends soon', EXEMPT, ['EXEMPTION']],
    ['the end of a notice', COMPLIANT, []],
  ])('%s', async (_, verdict, kinds) => {
    const { account, items, put } = aLedger();
    const at = NOW.toISOString();
    const times = { acceptedAt: at, notBefore: at, remindedAt: '' };
    put({ pk: 'NOTICE', sk: ALICE.userId, nonce: 'n', plan: '{}', ...times });
    // Lambda freezes a function that has answered, whatever is under way.
    const gate = () => new Promise<void>((resolve) => setImmediate(resolve));
    const { dynamodb } = account.connect({ principal: NAMES.ruleFunction, gate });
    const ledger = { dynamodb, tableName: NAMES.sandboxLedger };
    const watch = await openWatch({ ledger, randomId: () => 'n2' }, NOW);
    watch.see(ALICE, verdict);
    expect(items().map(({ pk }) => pk)).toEqual(['NOTICE']);
    await watch.taken([ALICE.userId]);
    expect(items().map(({ pk }) => pk)).toEqual(kinds);
  });
});
